// SQL that runs with an import: --before and --after.

#include "interrupt_fixture.hpp"

#include <string>
#include <vector>

namespace csvimport {
namespace {

class ScriptTest : public InterruptedRunTest {
 protected:
  // Runs the import of t.csv into t.db with `flags`, and expects it to fail
  // with `message`, and the database as it was.
  void expect_failure(const Arguments& flags, const std::string& message) {
    const std::string before = exists("t.db") ? read("t.db") : "";
    const RunResult result = run(flags + Arguments{"t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_EQ(result.err, "error: " + message + "\n");
    EXPECT_TRUE(before == (exists("t.db") ? read("t.db") : ""));
  }
};

// A daily reload.
TEST_F(ScriptTest, RunsAroundTheRowsOfATableThatExists) {
  write("t.csv", "id,k,v\n3,c,1\n1,a,2\n2,b,3\n");
  write("b.sql",
        "-- yesterday's\nDELETE FROM t;\nINSERT INTO t VALUES (7, 'z', 0);\n"
        "DROP INDEX v;\nINSERT INTO log SELECT 'before', count(*) FROM t;\n");
  write("a.sql",
        "CREATE INDEX v ON t (v);\n"
        "INSERT INTO log SELECT 'after', count(*) FROM t;\n"
        "SELECT * FROM t;\nREINDEX;\nANALYZE;\nPRAGMA user_version = 5;\n");
  for (const Arguments& way : every_way()) {
    execute("t.db",
            "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, k TEXT "
            "UNIQUE, v INTEGER); CREATE INDEX v ON t (v); CREATE INDEX kv ON t "
            "(k, v);"
            "CREATE TABLE log (what, rows);"
            "INSERT INTO t VALUES (1, 'c', 9), (2, 'x', 9), (9, 'b', 9)");
    const RunResult result =
        run(way + Arguments{"--before", "b.sql", "--after", "a.sql", "-q",
                            "t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(query("t.db", "SELECT * FROM t"),
              (Rows{"1|'a'|2", "2|'b'|3", "3|'c'|1", "7|'z'|0"}));
    EXPECT_EQ(query("t.db", "SELECT * FROM log"),
              (Rows{"'before'|1", "'after'|4"}));
    EXPECT_EQ(query("t.db", "SELECT * FROM pragma_user_version"), (Rows{"5"}));
    EXPECT_EQ(query("t.db", "SELECT seq FROM sqlite_sequence"), (Rows{"9"}));
    EXPECT_EQ(integrity("t.db"), "ok");
    remove("t.db");
  }
}

TEST_F(ScriptTest, RunsAroundTheRowsOfANewTable) {
  write("t.csv", "id,v\n2,b\n1,a\n");
  write("u.csv", "x\n1\n");
  write("b.sql",
        "CREATE TABLE log (what, rows);INSERT INTO log VALUES (1, 0);");
  write("a.sql",
        "CREATE TABLE IF NOT EXISTS log (what, rows);\n"
        "INSERT INTO log SELECT count(*), (SELECT count(*) FROM u) FROM t;\n"
        "CREATE VIEW w AS SELECT * FROM t;");
  for (const bool exists_before : {false, true}) {
    for (const Arguments& scripts :
         {Arguments{"--after", "a.sql"},
          Arguments{"--before", "b.sql", "--after", "a.sql"}}) {
      for (const Arguments& way : some_of(every_way())) {
        if (exists_before) execute("t.db", "CREATE TABLE other (a)");
        const RunResult result =
            run(way + scripts +
                Arguments{"--pk", "id", "-q", "--no-sync", "--select", "id,v",
                          "t.csv", "t.db"});
        EXPECT_EQ(result.exit_code, 1);  // there is no u
        EXPECT_EQ(exists("t.db"), exists_before);
        const RunResult both =
            run(way + scripts + Arguments{"-q", "t.csv", "u.csv", "t.db"});
        EXPECT_EQ(both.exit_code, 0) << both.err;
        EXPECT_EQ(query("t.db", "SELECT * FROM w ORDER BY id"),
                  (Rows{"1|'a'", "2|'b'"}));
        EXPECT_EQ(query("t.db", "SELECT * FROM log").back(), "2|1");
        EXPECT_EQ(integrity("t.db"), "ok");
        remove("t.db");
      }
    }
  }
}

// Nothing of a table is there before its rows, in a new database either, and
// what is staged is not seen.
TEST_F(ScriptTest, LeavesImportedTablesToTheImportBeforeTheRows) {
  write("t.csv", "a,b\n1,x\n");
  const Arguments flags = {"--before", "b.sql"};
  const std::string advice =
      " table \"t\", which the import is for; run it before the import: "
      "sqlite3 "
      "t.db < b.sql";
  for (const bool has_database : {false, true}) {
    if (has_database) execute("t.db", "CREATE TABLE other (a)");
    write("b.sql", "\nCREATE TABLE IF NOT EXISTS t (a, b);");
    expect_failure(flags, "b.sql:2: creates" + advice);
    for (const std::string sql :
         {"DELETE FROM t;", "ALTER TABLE t ADD COLUMN c;", "DROP TABLE t;",
          "CREATE INDEX i ON t (a);", "SELECT count(*) FROM t;",
          "SELECT 1 FROM t;",
          "CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END;"}) {
      write("b.sql", sql);
      const std::string schema = sql.starts_with("CREATE") ? "main." : "";
      expect_failure(flags, "b.sql:1: no such table: " + schema + "t");
    }
    write("b.sql", "DROP INDEX t_a;");
    expect_failure(flags + Arguments{"--pk", "b"},
                   "b.sql:1: no such index: t_a");
    write("b.sql", "DELETE FROM t;");
    expect_failure(flags + Arguments{"--path", "conventional"},
                   "b.sql:1: no such table: t");
  }
  execute("t.db", "CREATE TABLE t (a INTEGER, b)");
  for (const std::string sql :
       {"ALTER TABLE t ADD COLUMN c;", "CREATE UNIQUE INDEX i ON t (a);",
        "CREATE TRIGGER g AFTER INSERT ON t BEGIN DELETE FROM t; END;"}) {
    write("b.sql", "SELECT 1;\n" + sql);
    expect_failure(flags, "b.sql:2: alters" + advice);
  }
  write("b.sql", "DROP TABLE t;\nCREATE TABLE t (a, b);");
  expect_failure(flags, "b.sql:1: drops or renames" + advice);
  write("a.sql", "ALTER TABLE t RENAME TO s;");
  EXPECT_EQ(run({"--after", "a.sql", "t.csv", "t.db"}).exit_code, 0);
  EXPECT_EQ(query("t.db", "SELECT * FROM s"), (Rows{"1|'x'"}));
}

TEST_F(ScriptTest, LeavesLookupAndSearchTablesToTheImport) {
  write("t.csv", "id,city\n1,Rome\n");
  execute("t.db",
          "CREATE TABLE l (id INTEGER PRIMARY KEY, value TEXT NOT NULL "
          "UNIQUE)");
  write("b.sql", "INSERT INTO l (value) VALUES ('Bern');");
  expect_failure({"--extract", "city=l", "--before", "b.sql"},
                 "b.sql: changes table \"l\", whose ids --extract has given by "
                 "then; run it before the import: sqlite3 t.db < b.sql");
  write("b.sql", "CREATE TABLE t_fts (q);");
  expect_failure(
      {"--pk", "id", "--fts", "city", "--before", "b.sql"},
      "b.sql: changes what the import goes by, so that t.db: --fts: \"t_fts\" "
      "exists, and is no FTS5 table; run first: DROP TABLE \"t_fts\"; or "
      "leave --fts out; run it before the import: sqlite3 t.db < b.sql");
}

TEST_F(ScriptTest, LeavesTheImportWhatItGoesBy) {
  write("t.csv", "id,p\n1,1\n");
  execute(
      "t.db",
      "CREATE TABLE p (id INTEGER PRIMARY KEY, n); INSERT INTO p VALUES "
      "(1, 1); CREATE UNIQUE INDEX p_n ON p (n);"
      "CREATE TABLE t (id, p REFERENCES p); CREATE UNIQUE INDEX i ON t (id)");
  const Arguments flags = {"--before", "b.sql"};
  const std::string changes =
      "b.sql: changes what the import goes by, so that ";
  const std::string advice = "; run it before the import: sqlite3 t.db < b.sql";
  write("b.sql", "DROP INDEX i;");
  expect_failure(flags + Arguments{"--on-conflict", "ignore"},
                 changes +
                     "t.db: table \"t\" has no key, so --on-conflict "
                     "ignore has nothing to go by; --unique COL gives it "
                     "one" +
                     advice);
  write("b.sql", "DROP INDEX p_n;");
  expect_failure(flags + Arguments{"--table", "new", "--foreign-key", "p=p.n"},
                 changes +
                     "--foreign-key: column \"n\" of table \"p\" is "
                     "neither its primary key nor unique, so nothing can "
                     "refer to it" +
                     advice);
  const std::string is_for = " table \"t\", which the import is for" + advice;
  write("b.sql", "DROP TABLE p;");
  expect_failure(
      flags, "b.sql:1: takes away what a foreign key refers to of" + is_for);
  write("b.sql", "ALTER TABLE t RENAME TO s;");
  expect_failure(flags, "b.sql:1: drops or renames" + is_for);
  write("b.sql", "DROP TABLE t;\nCREATE VIEW t AS SELECT 1;");
  expect_failure(flags, "b.sql:1: drops or renames" + is_for);
  remove("t.db");
  write("b.sql", "CREATE VIEW t AS SELECT 1;");
  expect_failure(flags, "b.sql:1: makes something else of" + is_for);
}

TEST_F(ScriptTest, FailsWithTheLineOfAStatement) {
  write("t.csv", "a,b\n1,x\n");
  const std::string failing =
      "CREATE TABLE u (a UNIQUE ON CONFLICT ROLLBACK);\n"
      "INSERT INTO u VALUES (1);\n\nINSERT INTO u\nVALUES (1);\n";
  const auto expect_failures = [&](const std::string& sql,
                                   const std::string& problem) {
    write("f.sql", sql);
    for (const std::string when : {"--before", "--after"}) {
      expect_failure({when, "f.sql"}, "f.sql:" + problem);
    }
  };
  for (const bool has_table : {false, true}) {
    if (has_table) execute("t.db", "CREATE TABLE t (a, b)");
    expect_failures(failing, "4: UNIQUE constraint failed: u.a");
    expect_failures("\nDELETE FROM nobody;", "2: no such table: nobody");
    expect_failures("SELECT ?;",
                    "1: has a parameter, which nothing gives a value");
    expect_failures("SELECT abs(-9223372036854775808);", "1: integer overflow");
  }
}

TEST_F(ScriptTest, BreaksNoForeignKeys) {
  write("t.csv", "id\n1\n2\n");
  write("b.sql", "DELETE FROM t;");
  write("a.sql", "DELETE FROM t WHERE id = 1;");
  const std::string broken =
      "t.db: rows of table \"c\" would refer to rows of \"t\" that are not "
      "there";
  execute("t.db",
          "CREATE TABLE t (id INTEGER PRIMARY KEY);"
          "CREATE TABLE c (id REFERENCES t);"
          "INSERT INTO t VALUES (1), (2), (3); INSERT INTO c VALUES (1), (2)");
  for (const Arguments& way : some_of(every_way())) {
    EXPECT_EQ(run(way + Arguments{"--before", "b.sql", "-q", "t.csv", "t.db"})
                  .exit_code,
              0);
    EXPECT_EQ(query("t.db", "SELECT * FROM t"), (Rows{"1", "2"}));
  }
  expect_failure({"--before", "b.sql", "--after", "a.sql"}, broken);
  expect_failure({"--if-exists", "truncate", "--after", "a.sql"}, broken);
  expect_failure({"--if-exists", "replace", "--pk", "id", "--after", "a.sql"},
                 "t.db: table \"c\" refers to rows of \"t\" that the new table "
                 "does not have");
  write("t.csv", "id\n1\n");
  expect_failure({"--before", "b.sql"},
                 "t.db: table \"c\" refers to rows of \"t\" that are not there "
                 "at the end of the import");
  write("new.sql",
        "CREATE TABLE d (id REFERENCES t);\nINSERT INTO d VALUES (5);");
  expect_failure(
      {"--before", "b.sql", "--on-conflict", "ignore", "--after", "new.sql"},
      "t.db: table \"c\" refers to rows of \"t\" that are not there "
      "at the end of the import");
  expect_failure({"--on-conflict", "ignore", "--after", "new.sql"},
                 "new.sql: FOREIGN KEY constraint failed at its end");
  remove("t.db");
  expect_failure({"--after", "new.sql", "--pk", "id"},
                 "new.sql: FOREIGN KEY constraint failed at its end");
}

TEST_F(ScriptTest, GoesWithRecordsThatAreRefused) {
  write("t.csv", "id,v\n1,a\n2,b\n2,c\nx\n3,d\n");
  write("b.sql", "DELETE FROM t WHERE id <> 3;");
  write("a.sql", "INSERT INTO log SELECT group_concat(v, '') FROM t;");
  for (const Arguments& way : some_of(every_way())) {
    execute("t.db",
            "CREATE TABLE t (id INTEGER PRIMARY KEY, v); CREATE TABLE log (v);"
            "INSERT INTO t VALUES (1, 'x'), (3, 'z')");
    const Arguments command =
        way + Arguments{"--before", "b.sql", "--after", "a.sql", "--on-error",
                        "skip",     "-q",    "t.csv",   "t.db"};
    EXPECT_EQ(run(command + Arguments{"--max-errors", "2"}).exit_code, 1);
    EXPECT_EQ(query("t.db", "SELECT * FROM log"), Rows{});
    EXPECT_EQ(run(command + Arguments{"--rejects", "r.csv"}).exit_code, 3);
    EXPECT_EQ(query("t.db", "SELECT * FROM log"), (Rows{"'abz'"}));
    EXPECT_EQ(read("r.csv"), "id,v\n2,c\nx\n3,d\n");
    remove("t.db");
  }
}

TEST_F(ScriptTest, IsCheckedBeforeAnythingIsRead) {
  write("t.csv", "a,b\n1,x,y\n");
  write("good.sql", "CREATE TABLE u (a);");
  write("bad.sql", "SELECT 1;\nCOMMIT;");
  for (const std::string when : {"--before", "--after"}) {
    for (const Arguments& dry : {Arguments{}, Arguments{"--dry-run"}}) {
      const RunResult result =
          run(dry + Arguments{when, "bad.sql", "t.csv", "t.db"});
      EXPECT_EQ(result.exit_code, 1);
      EXPECT_TRUE(result.err.starts_with("error: bad.sql:2: COMMIT"))
          << result.err;
      EXPECT_EQ(run(dry + Arguments{when, "none.sql", "t.csv", "t.db"}).err,
                "error: none.sql: cannot open: No such file or directory\n");
    }
    EXPECT_EQ(run({when, "", "t.csv", "t.db"}).exit_code, 2);
    EXPECT_EQ(run({when, "-", "t.csv", "t.db"}).exit_code, 2);
    EXPECT_EQ(run({when, "good.sql", "--on-error", "skip", "--rejects",
                   "good.sql", "t.csv", "t.db"})
                  .exit_code,
              2);
  }
  write("t.csv", "a,b\n1,x\n");
  execute("t.db", "CREATE TABLE t (a, b)");
  EXPECT_EQ(
      run({"--dry-run", "--after", "good.sql", "t.csv", "t.db"}).exit_code, 0);
  // Nothing is imported.
  EXPECT_EQ(run({"--if-exists", "skip", "--before", "good.sql", "--after",
                 "good.sql", "t.csv", "t.db"})
                .exit_code,
            0);
  EXPECT_EQ(query("t.db", "SELECT name FROM sqlite_schema"), (Rows{"'t'"}));
}

// A run that finds a database made meanwhile begins anew.
TEST_F(ScriptTest, RunsOnceForEachOfSeveralImports) {
  write("t.csv", numbered_rows(1000));
  write("b.sql", "CREATE TABLE IF NOT EXISTS log (rows);");
  write("a.sql", "INSERT INTO log SELECT count(*) FROM t;");
  for (int times = 0; times < 3; ++times) {
    std::vector<Process> all;
    all.reserve(3);
    for (int i = 0; i < 3; ++i) {
      all.push_back(start({"-q", "--no-sync", "--before", "b.sql", "--after",
                           "a.sql", "t.csv", "t.db"}));
    }
    for (Process& process : all) EXPECT_EQ(finish(process).exit_code, 0);
    EXPECT_EQ(query("t.db", "SELECT * FROM log"),
              (Rows{"1000", "2000", "3000"}));
    remove("t.db");
  }
}

TEST_F(ScriptTest, EndsAtASignal) {
  write("t.csv", "a,b\n1,x\n");
  write("f.sql",
        "WITH RECURSIVE c (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c) "
        "SELECT count(*) FROM c;");
  for (const std::string when : {"--before", "--after"}) {
    Process process = start({when, "f.sql", "t.csv", "t.db"});
    ASSERT_NE(await_staging_file(), "");
    expect_interrupted(process, SIGINT, {"f.sql", "t.csv"});
  }
}

}  // namespace
}  // namespace csvimport
