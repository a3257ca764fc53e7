// Finding out what an import would come to.

#include "cli_fixture.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <nlohmann/json.hpp>

#include <string>

namespace csvimport {
namespace {

class DryRunTest : public CliTest {
 protected:
  // Runs --dry-run in every way, and expects the same of each.
  void expect_dry_run(const Arguments& arguments, int exit_code,
                      const std::string& out) {
    const std::vector<std::string> before = files();
    for (const Arguments& way : every_way()) {
      const RunResult result = run(way + Arguments{"--dry-run"} + arguments);
      EXPECT_EQ(result.exit_code, exit_code);
      EXPECT_EQ(result.out, out);
      EXPECT_EQ(result.err, "");
      EXPECT_EQ(files(), before);
    }
  }
};

TEST_F(DryRunTest, PrintsTheTableAndWhatWasChosen) {
  write("t.csv", "a;\"b\"\"c\"\n1;x\n2;y\n");
  const std::string sql =
      "CREATE TABLE \"t\" (\n  \"a\" INTEGER,\n  \"b\"\"c\" TEXT\n);\n"
      "-- t.csv: --delimiter ';' --quotechar '\"' --table t --type a=INTEGER "
      "--type 'b\"c=TEXT'\n"
      "-- 2 records: 2 rows, 0 rejected\n";
  expect_dry_run({"t.csv"}, 0, sql);
  expect_dry_run({"t.csv", "t.db"}, 0, sql);
}

TEST_F(DryRunTest, KnowsTheTypesThatHoldToTheEnd) {
  write("t.csv", numbered_rows(200'000) + "2.5,x\n");
  expect_dry_run({"t.csv"}, 0,
                 "CREATE TABLE \"t\" (\n  \"a\" REAL,\n  \"b\" TEXT\n);\n"
                 "-- t.csv: --delimiter , --quotechar '\"' --table t --type "
                 "a=REAL --type b=TEXT\n"
                 "-- 200,001 records: 200,001 rows, 0 rejected\n");
}

TEST_F(DryRunTest, SaysWhatWouldBeRejected) {
  std::string csv = "a,b\n1,x\n";
  std::string rejected;
  for (int line = 3; line <= 14; ++line) {
    csv += "1\n";
    if (line > 12) continue;
    rejected +=
        "-- t.csv:" + std::to_string(line) + ": expected 2 fields, got 1\n";
  }
  write("t.csv", csv);
  const std::string sql =
      "CREATE TABLE \"t\" (\n  \"a\" INTEGER,\n  \"b\" TEXT\n);\n"
      "-- t.csv: --delimiter , --quotechar '\"' --table t --type a=INTEGER "
      "--type b=TEXT\n"
      "-- 13 records: 1 row, 12 rejected\n" +
      rejected + "-- and 2 more\n";
  expect_dry_run({"t.csv"}, 1, sql);
  expect_dry_run({"--on-error", "skip", "t.csv"}, 3, sql);
}

TEST_F(DryRunTest, FailsAsTheImportWould) {
  write("t.csv", "a,b\n1\n2\n");
  const RunResult bound = run({"--dry-run", "--on-error", "skip",
                               "--max-errors", "1", "t.csv", "t.db"});
  EXPECT_EQ(bound.exit_code, 1);
  EXPECT_EQ(bound.err,
            "error: t.csv:3: expected 2 fields, got 1; one bad record more "
            "than --max-errors 1 allows\n");
  write("t.db", "");
  EXPECT_EQ(run({"--dry-run", "t.csv", "t.db"}).exit_code, 1);
  EXPECT_EQ(run({"--dry-run", "none.csv"}).exit_code, 4);
}

TEST_F(DryRunTest, LeavesTheFilesOfRejectsAlone) {
  write("t.csv", "a,b\n1\n2,3\n");
  write("r", "mended by hand");
  const Arguments flags{"--dry-run", "--on-error", "skip", "--rejects", "r"};
  EXPECT_EQ(run(flags + Arguments{"t.csv"}).exit_code, 3);
  EXPECT_EQ(read("r"), "mended by hand");
  EXPECT_EQ(files(), (Rows{"r", "t.csv"}));
  // It fails where the import would.
  write("u.csv", "a,c\n1,2\n");
  EXPECT_EQ(run(flags + Arguments{"--table", "t", "t.csv", "u.csv", "t.db"})
                .exit_code,
            1);
}

TEST_F(DryRunTest, SaysWhatOfATableItDidNotCheck) {
  write("t.csv", "a\n1\n");
  write("b.sql", "DELETE FROM t;");
  const std::string rest =
      "-- table \"t\" exists, and gets the rows\n"
      "-- t.csv: --delimiter , --quotechar '\"' --table t --before b.sql\n"
      "-- 1 record: 1 row, 0 rejected\n";
  const std::string not_run = "-- not run: b.sql\n";
  const auto expect_unchecked = [&](const std::string& sql,
                                    const std::string& rules) {
    execute("t.db", sql);
    expect_dry_run(
        {"--before", "b.sql", "t.csv", "t.db"}, 0,
        rest +
            (rules.empty() ? ""
                           : "-- not checked of table \"t\": " + rules + "\n") +
            not_run);
    remove("t.db");
  };
  expect_unchecked("CREATE TABLE t (a)", "");
  expect_unchecked("CREATE TABLE t (a NOT NULL, b CHECK (b > 0), \"CHECK\")",
                   "NOT NULL, CHECK");
  expect_unchecked(
      "CREATE TABLE t (a UNIQUE, b REFERENCES t (a)); CREATE "
      "TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END",
      "keys, foreign keys, triggers");
}

// So it does of what the rows do to others.
TEST_F(DryRunTest, SaysWhatOfOtherTablesItDidNotCheck) {
  write("t.csv", "id,v\n1,x\n");
  execute("t.db",
          "CREATE TABLE t (id INTEGER PRIMARY KEY, v UNIQUE);"
          "CREATE TABLE l (id INTEGER PRIMARY KEY, value TEXT NOT NULL UNIQUE"
          " CHECK (value <> 'x'));"
          "CREATE TABLE c (t REFERENCES t ON DELETE SET NULL);"
          "CREATE TABLE d (v REFERENCES t (v) ON UPDATE CASCADE);"
          "CREATE TABLE e (t REFERENCES t);"
          "CREATE UNIQUE INDEX u ON t (v, id);");
  const auto expect_unchecked = [&](const Arguments& flags,
                                    const std::string& rules) {
    const RunResult result =
        run(Arguments{"--dry-run"} + flags + Arguments{"t.csv", "t.db"});
    const std::string line = "-- not checked of table \"t\": " + rules + "\n";
    EXPECT_NE(result.out.find(line), std::string::npos)
        << result.out << result.err;
  };
  expect_unchecked({}, "keys");
  expect_unchecked({"--on-conflict", "replace"},
                   "keys, rows that refer to it, of \"c\"");
  expect_unchecked({"--on-conflict", "update"},
                   "keys, rows that refer to it, of \"d\"");
  expect_unchecked({"--if-exists", "truncate"},
                   "keys, rows that refer to it, of \"c\", \"d\", \"e\"");
  expect_unchecked(
      {"--if-exists", "replace", "--pk", "id", "--unique", "v"},
      "unique indexes, rows that refer to it, of \"c\", \"d\", \"e\"");
  execute("t.db", "DROP TABLE t");
  expect_unchecked({"--extract", "v=l"}, "CHECK of \"l\"");
}

// The flags can be pasted: with them a dry run says the same.
TEST_F(DryRunTest, TellsAllThatTheTableGets) {
  write("t.csv", "x\nid,\"a,b\",city,ref,s\n1,n/a,Rome,1,u\n2,,Oslo,1,v\n");
  const Arguments asked = {"--skip",
                           "1",
                           "--pk",
                           "id",
                           "--null",
                           "n/a",
                           "--empty",
                           "default",
                           "--default",
                           "a,b=5",
                           "--unique",
                           "\"a,b\",id",
                           "--not-null",
                           "s",
                           "--index",
                           "s",
                           "--fts",
                           "s",
                           "--extract",
                           "city=cities",
                           "--foreign-key",
                           "ref=t.id",
                           "--filename-column",
                           "file",
                           "--where",
                           "city <> 'Bonn'",
                           "--analyze"};
  const std::string flags =
      "--delimiter , --quotechar '\"' --skip 1 --extract city=cities --table t "
      "--type id=INTEGER --type a,b=INTEGER --type city=INTEGER --type "
      "ref=INTEGER --type s=TEXT --type file=TEXT --filename-column file "
      "--null n/a --empty default --where \"city <> 'Bonn'\" --pk id "
      "--not-null s --default a,b=5 --foreign-key ref=t.id --unique "
      "'\"a,b\",id' --index s --fts s --analyze";
  const std::string sql =
      "CREATE TABLE \"t\" (\n  \"id\" INTEGER NOT NULL PRIMARY KEY,\n  \"a,b\" "
      "INTEGER "
      "DEFAULT 5,\n  \"city\" INTEGER REFERENCES \"cities\" (\"id\"),\n  "
      "\"ref\" INTEGER REFERENCES \"t\" (\"id\"),\n  \"s\" TEXT NOT NULL,\n  "
      "\"file\" TEXT\n);\n"
      "-- lookup table \"cities\" keeps the texts of column \"city\"\n"
      "-- unique index over \"a,b\", \"id\"\n"
      "-- index over \"s\"\n"
      "-- full-text table \"t_fts\" over \"s\"\n"
      "-- t.csv: " +
      flags +
      "\n-- 2 records: 2 rows, 0 rejected\n"
      "-- not checked: whether keys come twice, whether foreign keys refer to "
      "rows\n";
  expect_dry_run(asked + Arguments{"t.csv"}, 0, sql);
  expect_dry_run(shell_words(flags) + Arguments{"t.csv"}, 0, sql);
  EXPECT_EQ(
      run(Arguments{"-q"} + shell_words(flags) + Arguments{"t.csv", "t.db"})
          .err,
      "");
}

TEST_F(DryRunTest, SaysWhatBecomesOfATableThatExists) {
  execute("t.db", "CREATE TABLE t (a INTEGER)");
  write("t.csv", "a\n1\n");
  const auto rest = [](const std::string& type) {
    return "-- t.csv: --delimiter , --quotechar '\"' --table t" + type +
           "\n-- 1 record: 1 row, 0 rejected\n";
  };
  const std::string exists = "-- table \"t\" exists, and ";
  expect_dry_run({"t.csv", "t.db"}, 0, exists + "gets the rows\n" + rest(""));
  expect_dry_run({"--if-exists", "truncate", "t.csv", "t.db"}, 0,
                 exists + "is emptied, and gets the rows\n" +
                     rest(" --if-exists truncate"));
  expect_dry_run({"--if-exists", "replace", "t.csv", "t.db"}, 0,
                 exists +
                     "is replaced by\nCREATE TABLE \"t\" (\n  \"a\" "
                     "INTEGER\n);\n" +
                     rest(" --type a=INTEGER --if-exists replace"));
}

// As the table would, on each way into it, and with what its affinity makes.
TEST_F(DryRunTest, KnowsWhatTheTypesOfATableRefuse) {
  write("t.csv", "id,n,x\n1,2.0,3\n2,2.5,x\nz,4,4.5\n3,5,1e400\n");
  execute("t.db",
          "CREATE TABLE t (id INTEGER PRIMARY KEY, n INT, x REAL) STRICT");
  const Arguments skip = {"--on-error", "skip"};
  for (const Arguments& way : every_way()) {
    const RunResult told = run(way + Arguments{"--dry-run", "t.csv", "t.db"});
    EXPECT_EQ(told.exit_code, 1);
    for (const char* const line :
         {"4 records: 1 row, 3 rejected",
          "t.csv:3: column \"n\": \"2.5\": not an integer, as a STRICT "
          "table has it\n",
          "t.csv:4: column \"id\": \"z\": not an integer, as the table's key "
          "is\n"}) {
      EXPECT_NE(told.out.find(line), std::string::npos) << told.out;
    }
    EXPECT_EQ(run(way + skip + Arguments{"t.csv", "t.db"}).exit_code, 3);
    EXPECT_EQ(query("t.db", "SELECT * FROM t"), (Rows{"1|2|3.0"}));
    execute("t.db", "DELETE FROM t");
  }
}

TEST_F(DryRunTest, ItsJsonSaysThatATableThatIsReplacedExisted) {
  execute("t.db", "CREATE TABLE t (b)");
  write("t.csv", "a\n1\n");
  for (const Arguments& dry : {Arguments{"--dry-run"}, Arguments{"-q"}}) {
    const RunResult result =
        run(dry + Arguments{"--summary", "json", "--if-exists", "replace",
                            "t.csv", "t.db"});
    ASSERT_EQ(result.exit_code, 0) << result.err;
    const auto json = nlohmann::json::parse(result.out).at("tables").at(0);
    EXPECT_EQ(json.at("existed"), true);
    EXPECT_EQ(json.at("create_table"),
              "CREATE TABLE \"t\" (\n  \"a\" INTEGER\n)");
  }
}

// What stands in a comment stays in it.
TEST_F(DryRunTest, PrintsSqlThatMakesTheTablesWhateverTheNames) {
  write("t.csv", "\"a\n; DROP TABLE t; --\",b\n1,2\n");
  write("u\n; x.csv", "a\n1\n");
  const RunResult result = run({"--dry-run", "t.csv", "u\n; x.csv", "t.db"});
  ASSERT_EQ(result.exit_code, 0);
  SQLite::Database database(":memory:",
                            SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  database.exec(result.out);
  EXPECT_EQ(database.execAndGet("SELECT group_concat(name) FROM sqlite_schema")
                .getString(),
            "t,u\n; x");
}

TEST_F(DryRunTest, ReadsAPipeWithoutKeepingIt) {
  const RunResult result =
      run_piped({"--dry-run", "--summary", "json", "-"}, "a\n1\nx\n");
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.err, "");
  const auto json = nlohmann::json::parse(result.out);
  EXPECT_EQ(json.at("dry_run"), true);
  EXPECT_EQ(json.at("rows"), 2);
  EXPECT_EQ(json.at("tables").at(0).at("create_table"),
            "CREATE TABLE \"stdin\" (\n  \"a\" TEXT\n)");
}

}  // namespace
}  // namespace csvimport
