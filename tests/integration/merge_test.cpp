// Databases as inputs: their tables are merged into those of the target.

#include "cli_fixture.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

namespace csvimport {
namespace {

class MergeTest : public CliTest {
 protected:
  [[nodiscard]] Rows schema(const std::string& database) const {
    return query(database, "SELECT sql FROM sqlite_schema ORDER BY rowid");
  }
  // Expects all to go well, without a word.
  void merge(const Arguments& arguments) {
    const RunResult result = run(Arguments{"-q"} + arguments);
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_EQ(result.err, "");
  }
  void expect_error(const Arguments& arguments, int code,
                    const std::string& message) {
    const RunResult result = run(arguments);
    EXPECT_EQ(result.exit_code, code);
    EXPECT_EQ(result.err, "error: " + message + "\n");
  }
  void expect_usage(const Arguments& arguments, const std::string& message) {
    expect_error(arguments, 2,
                 message + "; csvimport --help lists the options");
  }
};

TEST_F(MergeTest, KeepsClassAndBytesOfEachValue) {
  const std::string values =
      "CREATE TABLE t (a, b TEXT, c INTEGER);"
      "INSERT INTO t VALUES (1, '01067', 'x'), (2.5, '', 7), ('', NULL, -1), "
      "(x'00ff', x'', 9223372036854775807), (1e300, 'a' || char(0) || 'b', "
      "0.5),"
      "(-9223372036854775807 - 1, '1', NULL), (9e999, '1.50', -0.0)";
  execute("one.db", values);
  execute("two.db", values);
  const Rows all =
      query("one.db", "SELECT a, b, c FROM t UNION ALL SELECT a, b, c FROM t");
  for (const Arguments& way : every_way()) {
    merge(way + Arguments{"one.db", "two.db", "all.db"});
    EXPECT_EQ(query("all.db", "SELECT * FROM t"), all);
    EXPECT_EQ(schema("all.db"), schema("one.db"));
    EXPECT_EQ(integrity("all.db"), "ok");
    EXPECT_EQ(files(), (Rows{"all.db", "one.db", "two.db"}));
    remove("all.db");
  }
  // Into one that exists, the rows are moved.
  execute("all.db", "CREATE TABLE t (a, b TEXT, c INTEGER)");
  merge({"one.db", "two.db", "all.db"});
  EXPECT_EQ(query("all.db", "SELECT * FROM t"), all);
}

TEST_F(MergeTest, DeclaresTablesAsTheInputsDo) {
  execute("one.db",
          "CREATE TABLE k (id INTEGER PRIMARY KEY, v TEXT UNIQUE CHECK (v <> "
          "'')) STRICT; CREATE INDEX i ON k (v DESC) WHERE v > 'a';"
          "CREATE TABLE w (k TEXT PRIMARY KEY, v) WITHOUT ROWID;"
          "CREATE TABLE g (a, b AS (a + 1), c AS (a * 2) STORED);"
          "CREATE TABLE n (id INTEGER PRIMARY KEY AUTOINCREMENT);"
          "CREATE TABLE f (k REFERENCES k (id));"
          "CREATE TABLE csvimport_files (x);"
          "CREATE VIEW v AS SELECT 1;"
          "INSERT INTO k VALUES (7, 'b'), (-3, 'c');"
          "INSERT INTO w VALUES ('b', 1), ('a', 2);"
          "INSERT INTO g (a) VALUES (1); INSERT INTO n VALUES (9);"
          "INSERT INTO f VALUES (7)");
  execute("two.db",
          "CREATE TABLE w (V, K TEXT PRIMARY KEY);"
          "INSERT INTO w VALUES (x'01', 'c')");
  merge({"one.db", "two.db", "all.db"});
  EXPECT_EQ(query("all.db", "SELECT * FROM k"), (Rows{"-3|'c'", "7|'b'"}));
  EXPECT_EQ(query("all.db", "SELECT k, hex(v) FROM w"),
            (Rows{"'a'|'32'", "'b'|'31'", "'c'|'01'"}));
  EXPECT_EQ(query("all.db", "SELECT * FROM g"), (Rows{"1|2|2"}));
  EXPECT_EQ(query("all.db", "SELECT * FROM f"), (Rows{"7"}));
  EXPECT_EQ(query("all.db", "SELECT * FROM sqlite_sequence"), (Rows{"'n'|9"}));
  EXPECT_EQ(query("all.db",
                  "SELECT sql FROM sqlite_schema WHERE sql NOT NULL "
                  "ORDER BY name"),
            query("one.db",
                  "SELECT sql FROM sqlite_schema WHERE sql NOT NULL AND type "
                  "<> 'view' AND name <> 'csvimport_files' ORDER BY name"));
  EXPECT_EQ(integrity("all.db"), "ok");
}

TEST_F(MergeTest, TakesOneTableByName) {
  execute("one.db",
          "CREATE TABLE a (x); CREATE TABLE b (x);"
          "INSERT INTO a VALUES (1); INSERT INTO b VALUES (2)");
  execute("two.db", "CREATE TABLE other (x); INSERT INTO other VALUES (3)");
  merge({"-t", "b", "one.db", "two.db", "all.db"});
  EXPECT_EQ(schema("all.db"), (Rows{"'CREATE TABLE b (x)'"}));
  EXPECT_EQ(query("all.db", "SELECT * FROM b"), (Rows{"2", "3"}));
  expect_error({"-t", "c", "one.db", "x.db"}, 1,
               "one.db: has no table \"c\", but \"a\", \"b\"");
  merge({"-t", "c", "two.db", "c.db"});
  EXPECT_EQ(schema("c.db"), (Rows{"'CREATE TABLE \"c\" (x)'"}));
  execute("none.db", "CREATE VIEW v AS SELECT 1");
  expect_error({"none.db", "x.db"}, 1, "none.db: has no table to import");
}

TEST_F(MergeTest, LeavesVirtualTablesOut) {
  execute("one.db",
          "CREATE VIRTUAL TABLE s USING fts5 (x);"
          "CREATE TABLE t (x); INSERT INTO t VALUES (1)");
  const RunResult result = run({"-v", "one.db", "all.db"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_TRUE(result.err.starts_with(
      "warning: one.db: virtual table \"s\" is left out\n"))
      << result.err;
  EXPECT_EQ(query("all.db", "SELECT name FROM sqlite_schema"), (Rows{"'t'"}));
}

TEST_F(MergeTest, RefusesInputsOfDifferentTypes) {
  execute("one.db", "CREATE TABLE t (a INT, zip TEXT)");
  execute("two.db",
          "CREATE TABLE t (zip INTEGER, a int); "
          "INSERT INTO t VALUES (1067, 1)");
  expect_error({"one.db", "two.db", "all.db"}, 1,
               "two.db: table \"t\" has column \"zip\" INTEGER, and one.db "
               "TEXT; --like DB makes the table as one of DB is declared");
  execute("three.db", "CREATE TABLE t (a INT, b)");
  expect_error({"one.db", "three.db", "all.db"}, 1,
               "three.db: table \"t\" has no column \"zip\", as one.db has; "
               "--like DB makes the table as one of DB is declared");
  expect_error({"three.db", "one.db", "all.db"}, 1,
               "one.db: table \"t\" has no column \"b\", as three.db has; "
               "--like DB makes the table as one of DB is declared");
  EXPECT_FALSE(exists("all.db"));
  merge({"--like", "one.db", "one.db", "two.db", "all.db"});
  EXPECT_EQ(query("all.db", "SELECT * FROM t"), (Rows{"1|'1067'"}));
}

TEST_F(MergeTest, RefusesWhatAStrictTableHasKept) {
  execute("one.db",
          "CREATE TABLE t (n ANY) STRICT;"
          "INSERT INTO t VALUES (7), ('01067')");
  execute("all.db", "CREATE TABLE t (n ANY)");
  expect_error({"one.db", "all.db"}, 1,
               "one.db:2: column \"n\": \"01067\" would lose digits, as the "
               "table's column has NUMERIC affinity; --coerce n takes it so");
}

TEST_F(MergeTest, RefusesWhatAColumnWouldSpoil) {
  execute("one.db",
          "CREATE TABLE t (n, r, x);"
          "INSERT INTO t VALUES ('7', 1, 1), ('01067', 1, 1), "
          "(1, 9007199254740993, 1), (1, 1, 0.1), (1, 1, 0.30000000000000004)");
  execute("all.db", "CREATE TABLE t (n INTEGER, r REAL, x TEXT)");
  const std::string before = read("all.db");
  expect_error({"one.db", "all.db"}, 1,
               "one.db:2: column \"n\": \"01067\" would lose digits, as the "
               "table's column has INTEGER affinity; --coerce n takes it so");
  EXPECT_EQ(read("all.db"), before);
  const RunResult result = run(
      {"-q", "--on-error", "skip", "--rejects", "r.csv", "one.db", "all.db"});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_EQ(read("r.csv"), "n,r,x\n01067,1,1\n1,9007199254740993,1\n1,1,0.3\n");
  EXPECT_EQ(read("r.csv.reasons"),
            "line,record,column,reason\n"
            "2,2,n,\"\"\"01067\"\" would lose digits, as the table's column "
            "has INTEGER affinity; --coerce n takes it so\"\n"
            "3,3,r,\"\"\"9007199254740993\"\" would lose digits, as the "
            "table's column has REAL affinity\"\n"
            "5,5,x,\"\"\"0.3\"\" would lose digits, as the table's column has "
            "TEXT affinity\"\n");
  EXPECT_EQ(query("all.db", "SELECT * FROM t"),
            (Rows{"7|1.0|'1'", "1|1.0|'0.1'"}));
}

TEST_F(MergeTest, NamesRowsThatTheDatabaseRefuses) {
  execute("one.db",
          "CREATE TABLE t (id INTEGER PRIMARY KEY, v);"
          "INSERT INTO t VALUES (10, 'a'), (20, 'b')");
  execute("two.db",
          "CREATE TABLE t (id INTEGER PRIMARY KEY, v);"
          "INSERT INTO t VALUES (20, 'c'), (30, NULL), (40, 'a,d')");
  expect_error({"one.db", "two.db", "all.db"}, 1,
               "two.db:20: column \"id\": \"20\": UNIQUE constraint failed: "
               "t.id; if keys may come again, use --on-conflict ignore, "
               "replace or update");
  EXPECT_FALSE(exists("all.db"));
  for (const Arguments& way : every_way()) {
    const RunResult result = run(
        way + Arguments{"--on-error", "skip", "--rejects", "r.csv", "-q", "-t",
                        "t", "--not-null", "v", "one.db", "two.db", "all.db"});
    EXPECT_EQ(result.exit_code, 3);
    EXPECT_EQ(query("all.db", "SELECT * FROM t"),
              (Rows{"10|'a'", "20|'b'", "40|'a,d'"}));
    EXPECT_EQ(read("r.csv"), "id,v\n20,c\n30,\n");
    EXPECT_EQ(read("r.csv.reasons"),
              "file,line,record,column,reason\n"
              "two.db,20,1,id,\"\"\"20\"\": UNIQUE constraint failed: t.id\"\n"
              "two.db,30,2,v,\"NULL, where --pk or --not-null wants a "
              "value\"\n");
    remove("all.db");
  }
  merge({"--on-conflict", "update", "one.db", "two.db", "all.db"});
  EXPECT_EQ(query("all.db", "SELECT * FROM t"),
            (Rows{"10|'a'", "20|'c'", "30|NULL", "40|'a,d'"}));
}

TEST_F(MergeTest, IsAllOrNothing) {
  execute("one.db",
          "CREATE TABLE a (x); CREATE TABLE b (x CHECK (x > 0));"
          "INSERT INTO a VALUES (1); INSERT INTO b VALUES (1), (2)");
  execute("all.db", "CREATE TABLE a (x); CREATE TABLE b (x CHECK (x > 1))");
  const std::string before = read("all.db");
  expect_error({"one.db", "all.db"}, 1,
               "one.db:1: CHECK constraint failed: x > 1");
  EXPECT_EQ(read("all.db"), before);
}

TEST_F(MergeTest, MatchesColumnsByName) {
  execute("one.db", "CREATE TABLE t (B, a); INSERT INTO t VALUES (2, 1)");
  execute("all.db", "CREATE TABLE t (a, b, c DEFAULT 9)");
  merge({"one.db", "all.db"});
  EXPECT_EQ(query("all.db", "SELECT * FROM t"), (Rows{"1|2|9"}));
  execute("two.db", "CREATE TABLE t (a, z)");
  expect_error({"two.db", "all.db"}, 1,
               "two.db: table \"t\" has column \"z\", which table \"t\" of "
               "all.db does not take");
}

TEST_F(MergeTest, ReadsALogAndLeavesItAlone) {
  SQLite::Database open(path("one.db").string(),
                        SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  open.exec(
      "PRAGMA journal_mode = WAL; CREATE TABLE t (x);"
      "INSERT INTO t VALUES (1)");
  // One that is in use, and one that was left.
  std::filesystem::copy(path("one.db"), path("two.db"));
  std::filesystem::copy(path("one.db-wal"), path("two.db-wal"));
  const std::string left = read("two.db-wal");
  EXPECT_EQ(run_binary({"-q", "one.db", "two.db", "all.db"}).err, "");
  EXPECT_EQ(query("all.db", "SELECT * FROM t"), (Rows{"1", "1"}));
  EXPECT_EQ(files(), (Rows{"all.db", "one.db", "one.db-shm", "one.db-wal",
                           "two.db", "two.db-wal"}));
  EXPECT_EQ(read("two.db-wal"), left);
}

TEST_F(MergeTest, ReadsWhatMayNotBeWritten) {
  execute("one.db", "CREATE TABLE t (x); INSERT INTO t VALUES (1)");
  std::filesystem::permissions(path("one.db"),
                               std::filesystem::perms::owner_read);
  merge({"--wal", "one.db", "all.db"});
  EXPECT_EQ(read("all.db").substr(18, 2), "\2\2");
}

TEST_F(MergeTest, RefusesOtherEncodings) {
  execute("one.db", "PRAGMA encoding = 'UTF-16le'; CREATE TABLE t (x)");
  expect_error({"one.db", "all.db"}, 1,
               "one.db: keeps texts in UTF-16le, and what they go into in "
               "UTF-8, which SQLite does not read together; sqlite3 one.db "
               ".dump | sqlite3 OTHER makes one in UTF-8");
}

TEST_F(MergeTest, ShowsInADryRunWhatItWouldMake) {
  execute("one.db", "CREATE TABLE t (x); INSERT INTO t VALUES (1)");
  const RunResult result = run({"--dry-run", "one.db"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.out,
            "CREATE TABLE t (x);\n-- one.db: --table t\n"
            "-- 1 record: 1 row, 0 rejected\n");
}

TEST_F(MergeTest, IsNotForFilesOfCsv) {
  write("a.csv", "x\n1\n");
  execute("one.db", "CREATE TABLE t (x)");
  expect_usage({"one.db", "a.csv", "all.db"},
               "FILE: one.db is a database, and a.csv is none; import them one "
               "after the other");
  expect_usage({"--delimiter", ";", "one.db", "all.db"},
               "--delimiter: is for files of CSV, and one.db is a database");
  expect_usage({"--where", "x", "one.db", "all.db"},
               "--where: is for files of CSV, and one.db is a database");
  expect_usage({"--pk", "x", "one.db", "all.db"},
               "--pk: one.db declares its keys; it is for --on-conflict then");
  expect_usage({"--if-exists", "replace", "one.db", "all.db"},
               "--if-exists replace: is for files of CSV, and one.db is a "
               "database; truncate empties a table");
  execute("all.db", "CREATE TABLE t (x)");
  expect_usage({"one.db", "one.db", "all.db"}, "FILE: one.db is given twice");
}

TEST_F(MergeTest, DoesNotMergeADatabaseIntoItself) {
  execute("one.db", "CREATE TABLE t (x); INSERT INTO t VALUES (1)");
  expect_usage({"one.db", "one.db"}, "FILE: one.db is the DATABASE, too");
  EXPECT_EQ(query("one.db", "SELECT * FROM t"), (Rows{"1"}));
}

TEST_F(MergeTest, RefusesADatabaseThatIsCutOff) {
  execute("one.db", "CREATE TABLE t (x); INSERT INTO t VALUES ('aaaaaaaa')");
  std::filesystem::resize_file(path("one.db"),
                               std::filesystem::file_size(path("one.db")) - 3);
  const RunResult result = run({"one.db", "all.db"});
  expect_system_error(result, "one.db",
                      "ends in the middle of a page: it was cut off, or is "
                      "still being copied");
  EXPECT_FALSE(exists("all.db"));
}

TEST_F(MergeTest, MakesADatabaseOfAnyName) {
  execute("one.db", "CREATE TABLE t (x); INSERT INTO t VALUES (1)");
  execute("two.db", "CREATE TABLE t (x); INSERT INTO t VALUES (2)");
  EXPECT_EQ(run({"one.db", "two.db", "all"}).exit_code, 0);
  EXPECT_EQ(query("all", "SELECT * FROM t"), (Rows{"1", "2"}));
}

}  // namespace
}  // namespace csvimport
