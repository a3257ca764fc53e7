// Rows go into tables that exist, as their owners declared them.

#include "cli_fixture.hpp"

#include <nlohmann/json.hpp>

#include <utility>

namespace csvimport {
namespace {

class ExistingTableTest : public CliTest {
 protected:
  ExistingTableTest() {
    write("t.csv", "id,name,n\n1,Ada,5\n2,,6\n3,Cy,-1\n1,Dup,7\n");
  }

  // Imports t.csv in every way into a database made by `sql`, and expects rows.
  void expect_table(const std::string& sql, const Arguments& flags,
                    const Rows& rows) {
    for (const Arguments& way : every_way()) {
      execute("t.db", sql);
      const RunResult result =
          run(way + flags + Arguments{"-q", "t.csv", "t.db"});
      EXPECT_EQ(result.err, "");
      EXPECT_EQ(result.exit_code, 0);
      EXPECT_EQ(query("t.db", "SELECT * FROM t"), rows);
      EXPECT_EQ(integrity("t.db"), "ok");
      EXPECT_EQ(files(), (Rows{"t.csv", "t.db"}));
      remove("t.db");
    }
  }

  // The same for an import that fails and leaves the database as it was.
  void expect_failure(const std::string& sql, const Arguments& flags,
                      const std::string& message, int exit_code = 1) {
    for (const Arguments& way : every_way()) {
      execute("t.db", sql);
      const std::string before = read("t.db");
      const RunResult result = run(way + flags + Arguments{"t.csv", "t.db"});
      EXPECT_EQ(result.err, "error: " + message + "\n");
      EXPECT_EQ(result.exit_code, exit_code);
      EXPECT_EQ(read("t.db"), before);
      EXPECT_EQ(files(), (Rows{"t.csv", "t.db"}));
      remove("t.db");
    }
  }
};

TEST_F(ExistingTableTest, GetsRowsBehindThoseItHas) {
  expect_table(
      "CREATE TABLE t (id INTEGER, name TEXT, n REAL);"
      "INSERT INTO t VALUES (9, 'old', 0.5)",
      {},
      {"9|'old'|0.5", "1|'Ada'|5.0", "2|NULL|6.0", "3|'Cy'|-1.0",
       "1|'Dup'|7.0"});
}

TEST_F(ExistingTableTest, FindsItsColumnsByNameWhateverTheirOrderAndCase) {
  expect_table("CREATE TABLE t (N, \"Name\", more DEFAULT 'x', ID)", {},
               {"'5'|'Ada'|'x'|'1'", "'6'|NULL|'x'|'2'", "'-1'|'Cy'|'x'|'3'",
                "'7'|'Dup'|'x'|'1'"});
}

TEST_F(ExistingTableTest, MayHaveDefaultsThatAreWrittenInAnyWay) {
  std::string columns;
  int count = 0;
  for (const char* const sql :
       {"\"new\"", "new", "[a b]", "`x`", "\"a\"\"b\"", "CURRENT_DATE", "TRUE",
        "NULL", "x'00'", "-5", "+1.5e3", "'it''s'", "(1 -- one\n)",
        "(1 /* one */)", "(abs(-3))", "\xC3\xA9"}) {
    columns += ", n" + std::to_string(++count) + " DEFAULT " + sql;
  }
  columns = " (id, n DEFAULT 'x'" + columns + ");";
  for (const Arguments& way : every_way()) {
    execute("t.db", "CREATE TABLE t" + columns + "CREATE TABLE model" +
                        columns + "INSERT INTO model (id) VALUES (0)");
    for (const char* const select : {"id", "id,n"}) {
      const RunResult result =
          run(way + Arguments{"-q", "--select", select, "t.csv", "t.db"});
      EXPECT_EQ(result.err, "");
    }
    EXPECT_EQ(query("t.db",
                    "SELECT count(*), count(*) FILTER (WHERE n IS (SELECT n "
                    "FROM model)) FROM t"),
              (Rows{"8|4"}));
    execute("t.db", "UPDATE t SET id = 0, n = 'x'");
    EXPECT_EQ(query("t.db", "SELECT DISTINCT * FROM t"),
              query("t.db", "SELECT * FROM model"));
    remove("t.db");
  }
}

TEST_F(ExistingTableTest, TakesColumnsByPositionWhereTheyHaveNoNames) {
  expect_table(
      "CREATE TABLE t (a, b, c)", {"--no-headers", "--skip", "1"},
      {"'1'|'Ada'|'5'", "'2'|NULL|'6'", "'3'|'Cy'|'-1'", "'1'|'Dup'|'7'"});
  expect_failure("CREATE TABLE t (a, b, c, d)", {"--no-headers"},
                 "t.csv: has 3 fields, and table \"t\" 4 columns; without a "
                 "header they go by position, so name them with --names");
}

TEST_F(ExistingTableTest, RefusesColumnsItLacks) {
  expect_failure("CREATE TABLE t (id, name)", {},
                 "t.csv: column \"n\" is not in table \"t\"; --alter adds it, "
                 "--select leaves it out");
  expect_failure("CREATE TABLE t (id, names, n)", {},
                 "t.csv: column \"name\" is not in table \"t\"; did you mean "
                 "\"names\" (--rename)? --alter adds it, --select leaves it "
                 "out");
  expect_failure("CREATE TABLE t (id)", {},
                 "t.csv: columns \"name\", \"n\" are not in table \"t\"; "
                 "--alter adds them, --select leaves them out");
  expect_failure("CREATE TABLE t (ids, names, n)", {},
                 "t.csv: columns \"id\", \"name\" are not in table \"t\"; did "
                 "you mean \"ids\" for \"id\", \"names\" for \"name\" "
                 "(--rename)? --alter adds them, --select leaves them out");
  expect_failure("CREATE TABLE t (id, name, n AS (1))", {},
                 "t.csv: column \"n\" is generated in table \"t\"; leave it "
                 "out with --select");
  expect_failure("CREATE TABLE t (x, name AS (1), n AS (1))", {"--alter"},
                 "t.csv: columns \"name\", \"n\" are generated in table "
                 "\"t\"; leave them out with --select");
  expect_failure("CREATE TABLE t (x, name AS (1))", {},
                 "t.csv: columns \"id\", \"n\" are not in table \"t\"; "
                 "--alter adds them, --select leaves them out; column \"name\" "
                 "is generated in table \"t\"; leave it out with --select");
}

TEST_F(ExistingTableTest, GetsColumnsItLacksWhereAsked) {
  expect_table("CREATE TABLE t (id TEXT); INSERT INTO t VALUES (0)",
               {"--alter"},
               {"'0'|NULL|NULL", "'1'|'Ada'|5", "'2'|NULL|6", "'3'|'Cy'|-1",
                "'1'|'Dup'|7"});
}

TEST_F(ExistingTableTest, MayLackAllColumnsOfTheFile) {
  expect_table("CREATE TABLE t (a DEFAULT 'x')", {"--alter", "--select", "id"},
               {"'x'|1", "'x'|2", "'x'|3", "'x'|1"});
}

TEST_F(ExistingTableTest, GetsColumnsWithoutNullsOnlyWhereItHasNoRows) {
  const Arguments flags{"--alter", "--not-null", "id"};
  expect_table("CREATE TABLE t (name TEXT, n)", flags,
               {"'Ada'|'5'|1", "NULL|'6'|2", "'Cy'|'-1'|3", "'Dup'|'7'|1"});
  const std::string filled =
      "CREATE TABLE t (name TEXT, n); INSERT INTO t VALUES (0, 0)";
  expect_table(filled, flags + Arguments{"--if-exists", "truncate"},
               {"'Ada'|'5'|1", "NULL|'6'|2", "'Cy'|'-1'|3", "'Dup'|'7'|1"});
  expect_failure(filled, flags,
                 "t.db: the rows of table \"t\" have no value for the new "
                 "column \"id\", so it cannot be --not-null");
}

TEST_F(ExistingTableTest, IsNoViewNorIndexNorVirtualTable) {
  const std::string end =
      ", and only tables can be imported into; name another with --table";
  expect_failure("CREATE VIEW t AS SELECT 1", {},
                 "t.db: \"t\" is a view" + end);
  expect_failure("CREATE TABLE a (b); CREATE INDEX T ON a (b)", {},
                 "t.db: \"t\" is an index" + end);
  expect_failure("CREATE VIRTUAL TABLE t USING fts5 (a)", {},
                 "t.db: \"t\" is a virtual table" + end);
}

// Byte 18 of the file says which format writes it ("Database File Format",
// section 1.3.3).
TEST_F(ExistingTableTest, IsInAFormatThatSqliteWrites) {
  execute("t.db", "CREATE TABLE t (id, name, n)");
  std::string bytes = read("t.db");
  bytes[18] = 3;
  write("t.db", bytes);
  for (const Arguments& way : every_way()) {
    const RunResult result = run(way + Arguments{"t.csv", "t.db"});
    expect_system_error(result,
                        "t.db: cannot be written: it is read-only, or of a "
                        "format newer than SQLite ",
                        " writes");
    EXPECT_EQ(read("t.db"), bytes);
    EXPECT_EQ(files(), (Rows{"t.csv", "t.db"}));
  }
}

TEST_F(ExistingTableTest, IsTreatedAsAsked) {
  const std::string sql =
      "CREATE TABLE t (id, name, n); INSERT INTO t VALUES (0, 0, 0)";
  expect_failure(sql, {"--if-exists", "fail"},
                 "t.db: table \"t\" exists; --if-exists append, replace, "
                 "truncate or skip says what to do with it");
  expect_table(sql, {"--if-exists", "skip"}, {"0|0|0"});
  expect_table(
      sql, {"--if-exists", "truncate"},
      {"'1'|'Ada'|'5'", "'2'|NULL|'6'", "'3'|'Cy'|'-1'", "'1'|'Dup'|'7'"});
  expect_table(sql, {"--if-exists", "replace"},
               {"1|'Ada'|5", "2|NULL|6", "3|'Cy'|-1", "1|'Dup'|7"});
}

TEST_F(ExistingTableTest, KeepsItsIndexesAndTriggersWhenReplaced) {
  const std::string sql =
      "CREATE TABLE t (id, name, gone); CREATE TABLE log (x);"
      "CREATE INDEX by_name ON t (name) WHERE id > 0;"
      "CREATE TRIGGER noted AFTER DELETE ON t BEGIN"
      " INSERT INTO log VALUES (old.id); END";
  execute("t.db", sql);
  EXPECT_EQ(run({"-q", "--if-exists", "replace", "t.csv", "t.db"}).exit_code,
            0);
  EXPECT_EQ(query("t.db", "SELECT name FROM sqlite_schema ORDER BY name"),
            (Rows{"'by_name'", "'log'", "'noted'", "'t'"}));
  EXPECT_EQ(query("t.db", "SELECT count(*) FROM log"), (Rows{"0"}));
}

TEST_F(ExistingTableTest, IsReplacedAgainAndAgainWithAnIndex) {
  for (int times = 0; times < 3; ++times) {
    const RunResult result = run(
        {"-q", "--if-exists", "replace", "--index", "name", "t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(
        query("t.db", "SELECT name FROM sqlite_schema WHERE type = 'index'"),
        (Rows{"'idx_t_name'"}));
  }
}

TEST_F(ExistingTableTest, HoldsNewRowsToTheUniqueIndexesItKeeps) {
  expect_failure(
      "CREATE TABLE t (id, v); CREATE UNIQUE INDEX u ON t (id)",
      {"--if-exists", "replace"},
      "t.csv:5: column \"id\": \"1\": UNIQUE constraint failed: t.id; if keys "
      "may come again, use --on-conflict ignore or replace");
}

TEST_F(ExistingTableTest, HoldsRowsOfAPipeToTheUniqueIndexesItKeeps) {
  const Arguments arguments{"-q", "--if-exists", "replace", "--table",
                            "t",  "-",           "t.db"};
  for (const Arguments& way : every_way()) {
    execute("t.db", "CREATE TABLE t (a, b); CREATE UNIQUE INDEX u ON t (a)");
    RunResult result = run_piped(way + arguments, "a,b\nx,x\ny,y\nx,z\n");
    EXPECT_EQ(
        result.err,
        "error: stdin:4: column \"a\": \"x\": UNIQUE constraint failed: "
        "t.a; if keys may come again, use --on-conflict ignore or replace\n");
    EXPECT_EQ(result.exit_code, 1);
    result = run_piped(way + Arguments{"--on-error", "skip"} + arguments,
                       "a,b\nx,x\ny,y\nx,z\n");
    EXPECT_EQ(result.exit_code, 3) << result.err;
    EXPECT_EQ(query("t.db", "SELECT * FROM t"), (Rows{"'x'|'x'", "'y'|'y'"}));
    remove("t.db");
  }
}

TEST_F(ExistingTableTest, GetsIndexesOfItsOwnColumnsOnly) {
  expect_failure("CREATE TABLE t (id, name, n)", {"--index", "nam"},
                 "t.csv: --index names column \"nam\", which the table does "
                 "not have; did you mean \"name\"?");
  expect_failure("CREATE TABLE t (id, name, n)", {"--not-null", "nam"},
                 "t.csv: --not-null names column \"nam\", which the table does "
                 "not have; did you mean \"name\"?");
  // One of that name is there, but of another table.
  execute("t.db",
          "CREATE TABLE t (id, name, n); CREATE TABLE x (y);"
          "CREATE INDEX idx_t_name ON x (y)");
  EXPECT_EQ(run({"-q", "--index", "name", "t.csv", "t.db"}).exit_code, 0);
  EXPECT_EQ(query("t.db", "SELECT name FROM pragma_index_list('t')"),
            (Rows{"'idx_t_name_2'"}));
}

// What the import keeps in the connection's own schema does not hide it.
TEST_F(ExistingTableTest, MayHaveAnyNameWithItsIndexes) {
  write("csvimport_broken.csv", "a,b\n1,2\n");
  execute("t.db",
          "PRAGMA foreign_keys = OFF; CREATE TABLE csvimport_broken (a UNIQUE, "
          "b); CREATE TABLE c (p REFERENCES csvimport_broken (a));"
          "INSERT INTO csvimport_broken VALUES (1, 2);"
          "INSERT INTO c VALUES (7)");
  const RunResult result = run({"-q", "--if-exists", "truncate", "--index", "b",
                                "csvimport_broken.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(
      query("t.db", "SELECT name FROM sqlite_schema WHERE sql LIKE '%INDEX%'"),
      Rows{"'idx_csvimport_broken_b'"});
}

TEST_F(ExistingTableTest, IsUpdatedByAKeyThatTheFileHas) {
  const Arguments update{"--on-conflict", "update"};
  const std::string sql = "CREATE TABLE t (id, name, n, code PRIMARY KEY)";
  expect_failure(sql, update,
                 "t.csv: the table's primary key names column \"code\", which "
                 "the file does not have");
  expect_failure(sql, update + Arguments{"--pk", "code"},
                 "t.csv: --pk names column \"code\", which the file does not "
                 "have");
}

TEST_F(ExistingTableTest, MayTakeNoNullWhereAsked) {
  expect_failure("CREATE TABLE t (id, name, n)", {"--not-null", "name"},
                 "t.csv:3: column \"name\": NULL, where --pk or --not-null "
                 "wants a value");
}

TEST_F(ExistingTableTest, GetsQuotedNullsWhereAsked) {
  write("t.csv", "id,name,n\n1,\"\",\"NA\"\n2,\"NA\",\"\"\n");
  const std::string table =
      "CREATE TABLE t (id PRIMARY KEY, name TEXT, n INTEGER);";
  const Arguments flags{"--null-quoted", "--null", "NA"};
  expect_table(table, flags, {"'1'|NULL|NULL", "'2'|NULL|NULL"});
  expect_table(table + "INSERT INTO t VALUES ('1', 'x', 5)",
               flags + Arguments{"--on-conflict", "update"},
               {"'1'|NULL|NULL", "'2'|NULL|NULL"});
}

TEST_F(ExistingTableTest, LosesWhatDoesNotFitOnlyWhereAsked) {
  const std::string sql =
      "CREATE TABLE t (id, name, gone); CREATE INDEX i ON t (\"gone\");"
      "CREATE INDEX by_name ON t (name);"
      "CREATE TRIGGER g BEFORE INSERT ON t BEGIN SELECT new.gone; END";
  expect_failure(sql, {"--if-exists", "replace"},
                 "t.db: the new table \"t\" cannot have index \"i\", trigger "
                 "\"g\" of the old one; --drop-unfit gives them up");
  execute("t.db", sql);
  const Arguments flags{"-q", "--if-exists", "replace", "--drop-unfit"};
  EXPECT_EQ(run(flags + Arguments{"t.csv", "t.db"}).exit_code, 0);
  EXPECT_EQ(query("t.db", "SELECT name FROM sqlite_schema ORDER BY name"),
            (Rows{"'by_name'", "'t'"}));
}

TEST_F(ExistingTableTest, IsNotReplacedUnderRowsThatReferToIt) {
  const std::string parent =
      "CREATE TABLE t (id INTEGER PRIMARY KEY); INSERT INTO t VALUES (9);"
      "CREATE TABLE child (t REFERENCES t (id)); INSERT INTO child VALUES (9)";
  expect_failure(
      parent,
      {"--if-exists", "replace", "--pk", "id", "--on-conflict", "ignore"},
      "t.db: table \"child\" refers to rows of \"t\" that the new "
      "table does not have");
  expect_failure(parent, {"--if-exists", "replace", "--drop-unfit"},
                 "t.db: table \"child\" refers to \"t\", and the new table has "
                 "not the key for that; give it one with --pk or --unique");
}

TEST_F(ExistingTableTest, MayBeInADatabaseThatIsStillEmpty) {
  for (const Arguments& way : every_way()) {
    write("t.db", "");
    EXPECT_EQ(run(way + Arguments{"-q", "t.csv", "t.db"}).exit_code, 0);
    EXPECT_EQ(query("t.db", "SELECT count(*) FROM t"), (Rows{"4"}));
    remove("t.db");
  }
}

// Its index is not touched by what is only appended to the table.
TEST_F(ExistingTableTest, MayHaveACollationThatOnlyItsOwnerKnows) {
  execute("t.db",
          "CREATE TABLE t (id, name, n); PRAGMA writable_schema = ON;"
          "UPDATE sqlite_schema SET sql = "
          "'CREATE TABLE t (id, name COLLATE own, n)'");
  const RunResult result = run({"-q", "t.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(query("t.db", "SELECT count(*) FROM t"), (Rows{"4"}));
}

TEST_F(ExistingTableTest, StandsBesideATableThatIsNew) {
  const std::string sql =
      "CREATE TABLE other (x); INSERT INTO other VALUES (1)";
  expect_table(sql, {}, {"1|'Ada'|5", "2|NULL|6", "3|'Cy'|-1", "1|'Dup'|7"});
}

class ConflictTest : public ExistingTableTest {
 protected:
  std::string table_ =
      "CREATE TABLE t (id INTEGER PRIMARY KEY, name, n DEFAULT 8);"
      "INSERT INTO t VALUES (3, 'old', 0)";

  // Expects rows, and the counts of JSON's summary.
  void expect_counts(const Arguments& flags, const Rows& rows, int inserted,
                     int updated, int ignored) {
    for (const Arguments& way : every_way()) {
      execute("t.db", table_);
      const RunResult result = run(
          way + flags + Arguments{"-q", "--summary", "json", "t.csv", "t.db"});
      ASSERT_EQ(result.exit_code, 0) << result.err;
      const auto json = nlohmann::json::parse(result.out);
      EXPECT_EQ(json.at("rows"), inserted);
      EXPECT_EQ(json.at("updated"), updated);
      EXPECT_EQ(json.at("ignored"), ignored);
      EXPECT_EQ(json.at("rejected"), 0);
      EXPECT_EQ(query("t.db", "SELECT * FROM t"), rows);
      EXPECT_EQ(integrity("t.db"), "ok");
      remove("t.db");
    }
  }
};

TEST_F(ConflictTest, IsNeverSeenWithoutAKey) {
  const auto warning_of = [&](const std::string& sql, const std::string& csv,
                              const Arguments& flags) {
    execute("t.db", "DROP TABLE IF EXISTS t; " + sql);
    write("t.csv", csv);
    const RunResult result = run(flags + Arguments{"-q", "t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    return result.err;
  };
  const auto lacks = [](const std::string& rows, const std::string& key) {
    return "warning: t.db: " + rows + " no value for \"" + key +
           "\", by which --on-conflict finds rows that are there: each import "
           "adds them once more; --not-null " +
           key + " makes such records bad\n";
  };
  const std::string csv = "id,name\n3,a\n,b\n,c\n";
  for (const char* const way : {"update", "replace", "ignore"}) {
    EXPECT_EQ(warning_of(table_, csv, {"--on-conflict", way}),
              lacks("2 rows of table \"t\" have", "id"));
    EXPECT_EQ(warning_of(table_, "id,name\n3,a\n", {"--on-conflict", way}), "");
  }
  EXPECT_EQ(warning_of(table_, "id,name\n,b\n", {}), "");
  EXPECT_EQ(warning_of(table_, "name\nx\n", {"--on-conflict", "ignore"}),
            lacks("1 row of table \"t\" has", "id"));
  EXPECT_EQ(warning_of("CREATE TABLE t (id UNIQUE, name)", "id,name\n,b\n",
                       {"--on-conflict", "ignore"}),
            lacks("1 row of table \"t\" has", "id"));
  EXPECT_EQ(run({"--on-conflict", "update", "--not-null", "id", "--on-error",
                 "skip", "-q", "t.csv", "t.db", "--pk", "id"})
                .exit_code,
            3);
}

TEST_F(ConflictTest, IsABadRecord) {
  expect_failure(table_, {},
                 "t.csv:4: column \"id\": \"3\": UNIQUE constraint failed: "
                 "t.id; if keys may come again, use --on-conflict ignore, "
                 "replace or update");
}

TEST_F(ConflictTest, IsIgnoredWhereAsked) {
  expect_counts({"--on-conflict", "ignore"},
                {"1|'Ada'|'5'", "2|NULL|'6'", "3|'old'|0"}, 2, 0, 2);
}

TEST_F(ConflictTest, IsReplacedWhereAsked) {
  expect_counts({"--on-conflict", "replace", "--select", "id,name"},
                {"1|'Dup'|8", "2|NULL|8", "3|'Cy'|8"}, 2, 2, 0);
}

TEST_F(ConflictTest, IsUpdatedWhereAsked) {
  expect_counts({"--on-conflict", "update", "--select", "id,name"},
                {"1|'Dup'|8", "2|NULL|8", "3|'Cy'|0"}, 2, 2, 0);
}

// Only a row that would have to be inserted lacks it.
TEST_F(ConflictTest, UpdatesRowsThoughTheFileLacksWhatTheyMustHave) {
  write("t.csv", "c1,name\nb,New\nZ,None\nA,Too\n");
  const std::string refusal = "t.csv:3: NOT NULL constraint failed: t.must";
  for (const char* const more : {"", "; CREATE INDEX i ON t (name)",
                                 "; CREATE UNIQUE INDEX i ON t (n)"}) {
    for (const Arguments& way : every_way()) {
      const auto update = [&](const Arguments& flags) {
        execute("t.db",
                std::string("CREATE TABLE t (must NOT NULL, name, c1 TEXT "
                            "PRIMARY KEY COLLATE NOCASE, n);"
                            "INSERT INTO t VALUES ('x', 'a', 'a', 1), ('y', "
                            "'b', 'B', 2)") +
                    more);
        return run(way + flags +
                   Arguments{"-q", "--on-conflict", "update", "--pk", "c1",
                             "t.csv", "t.db"});
      };
      const RunResult failed = update({});
      EXPECT_EQ(failed.exit_code, 1);
      EXPECT_EQ(failed.err, "error: " + refusal + "\n");
      remove("t.db");
      EXPECT_EQ(update({"--on-error", "skip"}).exit_code, 3);
      EXPECT_EQ(query("t.db", "SELECT * FROM t"),
                (Rows{"'x'|'Too'|'a'|1", "'y'|'New'|'B'|2"}));
      EXPECT_EQ(integrity("t.db"), "ok");
      remove("t.db");
    }
  }
}

TEST_F(ConflictTest, UpdatesManyRowsThoughTheFileLacksWhatTheyMustHave) {
  std::string csv = "id,name\n";
  for (int i = 3'000; i > 0; --i) csv += std::to_string(i) + ",new\n";
  write("t.csv", csv);
  for (const char* const path : {"direct", "conventional"}) {
    execute("t.db",
            "CREATE TABLE t (id INTEGER PRIMARY KEY, must NOT NULL, name);"
            "CREATE INDEX i ON t (name);"
            "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
            "3000) INSERT INTO t SELECT i, 'm' || i, 'old' FROM n");
    const RunResult result =
        run({"-v", "--path", path, "--on-conflict", "update", "t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(
        result.err.find("in the order of their keys") != std::string::npos,
        path == std::string("direct"));
    EXPECT_EQ(query("t.db",
                    "SELECT count(*), sum(must = 'm' || id), sum(name = 'new') "
                    "FROM t"),
              (Rows{"3000|3000|3000"}));
    EXPECT_EQ(integrity("t.db"), "ok");
    remove("t.db");
  }
}

// SQLite would give it another one at each import.
TEST_F(ConflictTest, TakesNoRecordWithoutTheRowidThatItGoesBy) {
  write("t.csv", "id,v\n,x\n3,y\n");
  for (const char* const conflict : {"ignore", "update", "replace"}) {
    for (const Arguments& way : some_of(every_way())) {
      execute("t.db", "CREATE TABLE t (id INTEGER PRIMARY KEY, v)");
      for (int times = 0; times < 2; ++times) {
        const RunResult result =
            run(way + Arguments{"-q", "--pk", "id", "--on-conflict", conflict,
                                "--on-error", "skip", "t.csv", "t.db"});
        EXPECT_EQ(result.exit_code, 3) << result.err;
      }
      EXPECT_EQ(query("t.db", "SELECT v FROM t"), (Rows{"'y'"}));
      remove("t.db");
    }
  }
}

TEST_F(ConflictTest, GoesByTheOnlyUniqueColumns) {
  write("t.csv", "id,n\n1,5\n2,6\n");
  for (const std::string type : {"INT", ""}) {
    for (const Arguments& way : some_of(every_way())) {
      execute("t.db", "CREATE TABLE t (id " + type +
                          ", n);"
                          "INSERT INTO t VALUES (1, 'old')");
      const RunResult result =
          run(way + Arguments{"--on-conflict", "update", "--unique", "id",
                              "t.csv", "t.db"});
      EXPECT_EQ(result.exit_code, 0) << result.err;
      EXPECT_EQ(query("t.db", "SELECT id, n FROM t"),
                type.empty() ? (Rows{"1|'old'", "'1'|'5'", "'2'|'6'"})
                             : (Rows{"1|'5'", "2|'6'"}));
      // No text is the number that it looks like.
      EXPECT_EQ(result.err.starts_with("warning: t.db: column \"id\" of table "
                                       "\"t\" has numbers but no type"),
                type.empty())
          << result.err;
      remove("t.db");
    }
  }
}

TEST_F(ConflictTest, NeedsAKeyThatIsOneToBeUpdated) {
  expect_failure("CREATE TABLE t (id, name, n)", {"--on-conflict", "update"},
                 "t.db: table \"t\" has no primary key, so --on-conflict "
                 "update needs --pk with the columns of a UNIQUE constraint, "
                 "or --unique to make one");
  expect_failure("CREATE TABLE t (id, name, n)",
                 {"--on-conflict", "update", "--pk", "name,id"},
                 "t.db: table \"t\" has no primary key or UNIQUE constraint on "
                 "\"name\", \"id\", as --pk says; --unique of the same columns "
                 "beside it gives it one");
  const std::string message =
      "t.db: table \"t\" has no primary key or UNIQUE constraint on \"n\", as "
      "--pk says; --unique of the same columns beside it gives it one";
  for (const char* const action : {"ignore", "replace"}) {
    expect_failure("CREATE TABLE t (id, name, n)", {"--on-conflict", action},
                   std::string("t.db: table \"t\" has no key, so "
                               "--on-conflict ") +
                       action +
                       " has nothing to go by; --unique COL gives it one");
    expect_failure("CREATE TABLE t (id, name, n)",
                   {"--on-conflict", action, "--pk", "n"}, message);
  }
  const Arguments flags{"--on-conflict", "update", "--pk", "n", "--alter"};
  expect_failure("CREATE TABLE t (id, name)", flags, message);
  expect_failure("CREATE TABLE t (id, name)", flags + Arguments{"--dry-run"},
                 message);
  expect_failure(table_, {"--on-conflict", "update", "--select", "name"},
                 "t.csv: the table's primary key names column \"id\", which "
                 "the file does not have");
}

TEST_F(ConflictTest, IsNotBlamedForATriggerThatDoesNotWork) {
  for (const char* const on_conflict : {"abort", "update"}) {
    expect_failure(
        table_ +
            ";CREATE TRIGGER g AFTER INSERT ON t"
            " BEGIN INSERT INTO gone VALUES (1); END",
        {"--on-conflict", on_conflict},
        "t.db: table \"t\" takes no rows: no such table: main.gone, which "
        "its triggers want; make it anew, or run DROP TRIGGER "
        "\"g\"");
  }
}

// Updates that are refused, or that a trigger ignores, are none.
TEST_F(ConflictTest, CountsOnlyUpdatesThatAreMade) {
  write("t.csv", "id,n\n1,60\n2,1\n");
  const auto run_json = [&] {
    const RunResult result =
        run({"-q", "--on-error", "skip", "--on-conflict", "update", "--summary",
             "json", "t.csv", "t.db"});
    return nlohmann::json::parse(result.out);
  };
  execute("t.db",
          "CREATE TABLE t (id INTEGER PRIMARY KEY, n, w DEFAULT 0,"
          " CHECK (n + w < 100)); INSERT INTO t VALUES (1, 1, 50)");
  auto json = run_json();
  EXPECT_EQ(json.at("rows"), 1);
  EXPECT_EQ(json.at("updated"), 0);
  EXPECT_EQ(json.at("rejected"), 1);
  remove("t.db");
  execute("t.db",
          "CREATE TABLE t (id INTEGER PRIMARY KEY, n);"
          "INSERT INTO t VALUES (1, 1); CREATE TRIGGER g BEFORE UPDATE ON t"
          " BEGIN SELECT raise(ignore); END");
  json = run_json();
  EXPECT_EQ(json.at("rows"), 1);
  EXPECT_EQ(json.at("updated"), 0);
  EXPECT_EQ(json.at("ignored"), 1);
}

// One row replaces two, rows come by a trigger or go with others.
TEST_F(ConflictTest, CountsRowsThatReplaceOthersOneByOne) {
  write("t.csv", "id,name,n\n1,Ada,5\n2,Bo,6\n3,Ada,1\n2,Cy,7\n4,Di,8\n");
  const std::string keys =
      "CREATE TABLE t (id INTEGER PRIMARY KEY, name UNIQUE"
      ", n);INSERT INTO t VALUES (3, 'old', 0)";
  const Rows rows = {"2|'Cy'|'7'", "3|'Ada'|'1'", "4|'Di'|'8'"};
  table_ = keys;
  expect_counts({"--on-conflict", "replace"}, rows, 3, 2, 0);
  table_ = keys +
           ";CREATE TABLE log (id); CREATE TRIGGER g AFTER INSERT ON t"
           " BEGIN INSERT INTO log VALUES (new.id); END";
  expect_counts({"--on-conflict", "replace"}, rows, 3, 2, 0);
  // What triggers do about their own conflicts stays theirs.
  table_ =
      "CREATE TABLE t (id INTEGER PRIMARY KEY, name, n);"
      "CREATE TABLE log (id PRIMARY KEY, at DEFAULT 'first');"
      "INSERT INTO log VALUES (2, 'old');"
      "CREATE TRIGGER g AFTER INSERT ON t WHEN new.id <> 3 BEGIN"
      " INSERT OR IGNORE INTO log (id) VALUES (new.id);"
      " INSERT INTO t (name) VALUES ('by trigger'); END";
  write("t.csv", "id,name,n\n2,a,1\n4,a,1\n");
  expect_counts(
      {"--on-conflict", "replace"},
      {"2|'a'|'1'", "3|'by trigger'|NULL", "4|'a'|'1'", "5|'by trigger'|NULL"},
      2, 0, 0);
  table_ =
      "CREATE TABLE t (id INTEGER PRIMARY KEY, n, name,"
      " FOREIGN KEY (n) REFERENCES t (id) ON DELETE CASCADE);"
      "INSERT INTO t VALUES (1, NULL, 'old'), (2, 1, 'old'),"
      " (3, 1, 'old');";
  write("t.csv", "id,name,n\n1,new,\n4,new,1\n");
  expect_counts({"--on-conflict", "replace"}, {"1|NULL|'new'", "4|'1'|'new'"},
                1, 1, 0);
}

TEST_F(ConflictTest, CountsRowsThatGoByTriggersOfOtherTables) {
  write("t.csv", "id,name,n\n1,a,1\n5,b,1\n6,c,1\n");
  table_ =
      "CREATE TABLE t (id INTEGER PRIMARY KEY, name, n);"
      "CREATE TABLE c (t REFERENCES t ON DELETE SET NULL);"
      "CREATE TRIGGER g AFTER UPDATE ON c BEGIN DELETE FROM t WHERE id IN (2, "
      "3); END; INSERT INTO t (id) VALUES (1), (2), (3);"
      "INSERT INTO c VALUES (1)";
  expect_counts({"--on-conflict", "replace"},
                {"1|'a'|'1'", "5|'b'|'1'", "6|'c'|'1'"}, 2, 1, 0);
}

// It is no conflict of the row that set the trigger off.
TEST_F(ConflictTest, OfATriggerIsTheRecordsProblem) {
  write("t.csv", "id,name,n\n2,a,1\n4,a,1\n");
  const std::string log =
      "CREATE TABLE log (id PRIMARY KEY, note);"
      "INSERT INTO log VALUES (4, 'kept'); CREATE TABLE t (id INTEGER";
  const std::string trigger =
      ", name, n); CREATE TRIGGER g AFTER INSERT ON t BEGIN";
  const std::string insert = " INTO log (id) VALUES (new.id); END;";
  for (const std::string& sql :
       {log + " PRIMARY KEY" + trigger + " INSERT" + insert,
        log + " PRIMARY KEY ON CONFLICT FAIL" + trigger + " INSERT OR IGNORE" +
            insert}) {
    expect_failure(sql, {"--on-conflict", "replace"},
                   "t.csv:3: UNIQUE constraint failed: log.id");
  }
}

// Also where that goes into the same table, or into one called alike.
TEST_F(ConflictTest, OfATriggerReplacesNothing) {
  write("t.csv", "id,name,n\n1,a,1\n");
  for (const auto& [log, insert] :
       {std::pair{"t", "INSERT"}, {"t.x", "INSERT"}, {"t", "INSERT OR FAIL"}}) {
    const std::string quoted = '"' + std::string(log) + '"';
    std::string sql =
        "CREATE TABLE t (id INTEGER PRIMARY KEY, name, n);"
        "CREATE TABLE IF NOT EXISTS " +
        quoted + " (id INTEGER PRIMARY KEY, name); INSERT INTO " + quoted +
        " (id, name) VALUES (1001, 'precious'); CREATE TRIGGER g AFTER INSERT "
        "ON t WHEN new.id < 1000 BEGIN " +
        insert + " INTO " + quoted +
        " (id, name) VALUES (new.id + 1000, 'shadow'); END;";
    expect_failure(
        sql, {"--on-conflict", "replace"},
        std::string("t.csv:2: ") +
            (log == std::string("t") ? "column \"id\": \"1\": " : "") +
            "UNIQUE constraint failed: " + log + ".id");
  }
}

TEST_F(ConflictTest, IsReplacedByNoDefaultOfAColumn) {
  for (const char* const more : {"", ", v UNIQUE"}) {
    expect_failure(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, name NOT NULL"
        " DEFAULT 'x', n" +
            std::string(more) + "); INSERT INTO t (id) VALUES (2)",
        {"--on-conflict", "replace"},
        "t.csv:3: column \"name\": NOT NULL constraint failed: "
        "t.name");
  }
}

TEST_F(ConflictTest, IsReplacedInManyRowsToo) {
  std::string csv = "id,name,n\n";
  for (int i = 0; i < 25'000; ++i) {
    csv += std::to_string(i % 10 == 9 ? i - 1 : i) + ",x" + std::to_string(i) +
           ",1\n";
  }
  write("t.csv", csv);
  for (const char* const more : {"", "UNIQUE"}) {
    execute("t.db", "CREATE TABLE t (id INTEGER PRIMARY KEY, name " +
                        std::string(more) + ", n)");
    const RunResult result = run({"-q", "--summary", "json", "--on-conflict",
                                  "replace", "t.csv", "t.db"});
    ASSERT_EQ(result.exit_code, 0) << result.err;
    const auto json = nlohmann::json::parse(result.out);
    EXPECT_EQ(json.at("rows"), 22'500);
    EXPECT_EQ(json.at("updated"), 2'500);
    EXPECT_EQ(query("t.db", "SELECT count(*), sum(name = 'x' || id) FROM t"),
              (Rows{"22500|20000"}));
    remove("t.db");
  }
}

TEST_F(ConflictTest, GoesByAKeyOfSeveralColumns) {
  execute("t.db",
          "CREATE TABLE t (id, name, n, UNIQUE (name, id));"
          "INSERT INTO t VALUES ('1', 'Ada', 0)");
  EXPECT_EQ(
      run({"-q", "--on-conflict", "update", "--pk", "id,name", "t.csv", "t.db"})
          .exit_code,
      0);
  EXPECT_EQ(query("t.db", "SELECT * FROM t"),
            (Rows{"'1'|'Ada'|'5'", "'2'|NULL|'6'", "'3'|'Cy'|'-1'",
                  "'1'|'Dup'|'7'"}));
}

class IdleOptionTest : public CliTest {
 protected:
  std::string warnings(const Arguments& flags) {
    const RunResult result =
        run(flags + Arguments{"--dry-run", "t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    return result.err;
  }
};

TEST_F(IdleOptionTest, IsNamedForATableThatExists) {
  write("t.csv", "a,b\n1,2\n");
  execute("t.db", "CREATE TABLE t (a UNIQUE, b DEFAULT 'x', c)");
  const std::string end = " has no effect, as table \"t\" exists\n";
  EXPECT_EQ(warnings({"--pk", "a"}), "warning: t.db: --pk" + end);
  EXPECT_EQ(warnings({"--pk", "a", "--on-conflict", "ignore"}), "");
  EXPECT_EQ(warnings({"--strict"}), "warning: t.db: --strict" + end);
  EXPECT_EQ(
      warnings({"--default", "a=1", "--default", "b=y", "--default", "c=2"}),
      "warning: t.db: --default of \"a\", \"b\", \"c\"" + end);
  EXPECT_EQ(warnings({"--if-exists", "truncate", "--strict"}),
            "warning: t.db: --strict" + end);
}

TEST_F(IdleOptionTest, IsNotNamedWhereItHasAnEffect) {
  write("t.csv", "a,b\n1,2\n");
  execute("t.db", "CREATE TABLE t (a UNIQUE, b DEFAULT 'x')");
  EXPECT_EQ(warnings({"--pk", "a", "--on-conflict", "update"}), "");
  EXPECT_EQ(warnings({"--not-null", "a"}), "");
  EXPECT_EQ(warnings({"--default", "b=x"}), "");
  EXPECT_EQ(warnings({"--if-exists", "replace", "--pk", "a", "--strict",
                      "--default", "b=3"}),
            "");
  write("t.csv", "a,b,new\n1,2,3\n");
  EXPECT_EQ(warnings({"--alter", "--default", "new=1"}), "");
  remove("t.db");
  write("t.csv", "a,b\n1,2\n");
  execute("t.db",
          "CREATE TABLE t (a TEXT PRIMARY KEY, b INT DEFAULT 5) STRICT");
  EXPECT_EQ(warnings({"--pk", "a", "--strict", "--default", "b=5"}), "");
  execute("t.db", "DROP TABLE t");
  EXPECT_EQ(warnings({"--pk", "a", "--strict", "--default", "b=5"}), "");
}

}  // namespace
}  // namespace csvimport
