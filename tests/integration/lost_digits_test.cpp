// Nothing of a value is lost in silence where a table exists.

#include "cli_fixture.hpp"

#include <nlohmann/json.hpp>

namespace csvimport {
namespace {

const char* const kTable =
    "CREATE TABLE t (k, i INTEGER, n NUMERIC, s STRING, b BOOLEAN, r REAL, "
    "t TEXT, x BLOB)";

class LostDigitsTest : public CliTest {
 protected:
  // Imports a value of `column` into the table of `sql`, in every way, and
  // expects the record to be refused as one that would become `number`.
  void expect_lost(const std::string& column, const std::string& text,
                   const std::string& affinity, const std::string& number,
                   const Arguments& flags = {}, const char* sql = kTable) {
    write("t.csv", "k," + column + "\nx,1\ny," + text + "\n");
    const std::string message =
        "column \"" + column + "\": \"" + text + "\" would become " + number +
        ", as the table's column has " + affinity + " affinity; --coerce " +
        column +
        " takes it so, and a new table, by --if-exists replace "
        "--type " +
        column + "=TEXT, keeps it";
    for (const Arguments& way : some_of(every_way())) {
      execute("t.db", sql);
      const std::string before = read("t.db");
      RunResult result = run(way + flags + Arguments{"t.csv", "t.db"});
      EXPECT_EQ(result.err, "error: t.csv:3: " + message + "\n");
      EXPECT_EQ(result.exit_code, 1);
      EXPECT_EQ(read("t.db"), before);
      result = run(way + flags +
                   Arguments{"-q", "--on-error", "skip", "--rejects", "r.csv",
                             "t.csv", "t.db"});
      EXPECT_EQ(result.exit_code, 3) << result.err;
      EXPECT_EQ(query("t.db", "SELECT k FROM t"), (Rows{"'x'"}));
      EXPECT_EQ(read("r.csv"), "k," + column + "\ny," + text + "\n");
      remove("t.db");
    }
  }

  // The same, and expects what the column keeps.
  void expect_kept(const std::string& column, const std::string& text,
                   const std::string& value, const Arguments& flags = {},
                   const std::string& errors = "") {
    write("t.csv", "k," + column + "\nx," + text + "\n");
    for (const Arguments& way : some_of(every_way())) {
      execute("t.db", kTable);
      const RunResult result = run(way + flags + Arguments{"t.csv", "t.db"});
      EXPECT_EQ(result.exit_code, 0) << result.err;
      EXPECT_TRUE(result.err.starts_with(errors + "1 row into")) << result.err;
      EXPECT_EQ(query("t.db", "SELECT " + column + " FROM t"), (Rows{value}));
      remove("t.db");
    }
  }
};

TEST_F(LostDigitsTest, MakeABadRecord) {
  expect_lost("i", "01067", "INTEGER", "1067");
  expect_lost("i", "-007", "INTEGER", "-7");
  expect_lost("i", "00", "INTEGER", "0");
  expect_lost("i", "+49170123", "INTEGER", "49170123");
  expect_lost("i", "12345678901234567890", "INTEGER", "1.23456789012346e+19");
  expect_lost("s", "007", "NUMERIC", "7");
  expect_lost("n", "007.50", "NUMERIC", "7.5");
  expect_lost("b", "01", "NUMERIC", "1");
  expect_lost("r", "007", "REAL", "7");
  expect_lost("r", "9007199254740993", "REAL", "9.00719925474099e+15");
  expect_lost("r", "0.123456789012345678", "REAL", "0.123456789012346");
  expect_lost("r", "1e400", "REAL", "inf");
}

TEST_F(LostDigitsTest, MakeABadRecordOnEveryWay) {
  for (const char* const mode : {"append", "truncate"}) {
    expect_lost("i", "007", "INTEGER", "7", {"--if-exists", mode});
  }
  for (const char* const mode : {"ignore", "replace", "update"}) {
    expect_lost("i", "007", "INTEGER", "7", {"--on-conflict", mode},
                "CREATE TABLE t (k PRIMARY KEY, i INTEGER)");
  }
  const std::string with_trigger =
      "CREATE TABLE t (k, i INTEGER); CREATE TRIGGER g AFTER INSERT ON t BEGIN "
      "SELECT 1; END";
  for (const std::string& sql : std::initializer_list<std::string>{
           "CREATE TABLE t (k TEXT, i INT) STRICT",
           "CREATE TABLE t (k PRIMARY KEY, i INTEGER) WITHOUT ROWID",
           "CREATE TABLE t (k, i INTEGER PRIMARY KEY)",
           "PRAGMA encoding = 'UTF-16le'; CREATE TABLE t (k, i INTEGER)",
           "CREATE TABLE t (k, i INTEGER); CREATE INDEX by_i ON t (i)",
           with_trigger}) {
    expect_lost("i", "007", "INTEGER", "7", {}, sql.c_str());
  }
  expect_lost("i", "007", "INTEGER", "7", {"--all-text"});
}

TEST_F(LostDigitsTest, AreNoneWhereTheNumberIsTheSame) {
  expect_kept("i", "5.0", "5");
  expect_kept("i", "1e3", "1000");
  expect_kept("i", "-0", "0");
  expect_kept("i", " 7 ", "7");
  expect_kept("n", "1.50", "1.5");
  expect_kept("r", "5", "5.0");
  expect_kept("r", ".5", "0.5");
  expect_kept("r", "5.", "5.0");
  expect_kept("r", "0.10000000000000001", "0.1");
  for (const char* const column : {"t", "x"}) {
    for (const std::string text :
         {"007", "+1", "12345678901234567890", "n/a"}) {
      expect_kept(column, text, "'" + text + "'");
    }
  }
}

TEST_F(LostDigitsTest, AreDroppedWhereAsked) {
  expect_kept("i", "01067", "1067", {"--coerce", "i"});
  expect_kept("s", "007", "7", {"--coerce", "t", "--coerce", "S"});
  expect_kept("n", "+1.50", "1.5", {"--coerce", "k,n"});
  expect_kept("r", "0.123456789012345678", "1.23456789012345677369e-01",
              {"--coerce", "r"});
  // In a new table there is nothing to drop.
  write("t.csv", "k,i\nx,007\n");
  const RunResult result = run({"--coerce", "I", "t.csv", "new.db"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_TRUE(result.err.starts_with(
      "warning: new.db: --coerce of \"i\" has no effect, as table \"t\" is "
      "new\n"))
      << result.err;
  EXPECT_EQ(query("new.db", "SELECT i FROM t"), (Rows{"'007'"}));
  EXPECT_EQ(
      run({"--dry-run", "--coerce", "i", "t.csv"}).err,
      "warning: t.csv: --coerce of \"i\" has no effect, as table \"t\" is "
      "new\n");
  execute("new.db", "ALTER TABLE t DROP COLUMN i");
  const RunResult added = run({"--alter", "--coerce", "i", "t.csv", "new.db"});
  EXPECT_TRUE(added.err.starts_with(
      "warning: new.db: --coerce of \"i\" has no effect, as the column is "
      "new\n"))
      << added.err;
}

TEST_F(LostDigitsTest, AreDroppedInColumnsOfTheTableOnly) {
  write("t.csv", "k,i\nx,007\n");
  execute("t.db", kTable);
  const RunResult result = run({"--coerce", "zip", "t.csv", "t.db"});
  EXPECT_EQ(result.err,
            "error: t.csv: --coerce names column \"zip\", which the table does "
            "not have\n");
  EXPECT_EQ(result.exit_code, 1);
}

TEST_F(LostDigitsTest, OfAFileNameAreTold) {
  write("007", "k\nx\n");
  execute("t.db", kTable);
  const RunResult result =
      run({"--table", "t", "--filename-column", "i", "007", "t.db"});
  EXPECT_EQ(result.err,
            "error: 007:2: \"007\" would become 7, as the table's column has "
            "INTEGER affinity; --coerce i takes it so, and a new table, by "
            "--if-exists replace --type i=TEXT, keeps it\n");
}

TEST_F(LostDigitsTest, AreToldByADryRun) {
  write("t.csv", "k,i\nx,1\ny,007\nz,n/a\n");
  execute("t.db", kTable);
  const RunResult result = run({"--dry-run", "t.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(result.err, "");
  EXPECT_NE(result.out.find(
                "-- 3 records: 2 rows, 1 rejected\n"
                "-- t.csv:4: column \"i\": \"n/a\" is text for a column of "
                "INTEGER affinity (1 value came)\n"
                "-- t.csv:3: column \"i\": \"007\" would become 7, as the "
                "table's column has INTEGER affinity; --coerce i takes it "
                "so, and a new table, by --if-exists replace --type i=TEXT, "
                "keeps it\n"),
            std::string::npos)
      << result.out;
}

class TextAmongNumbersTest : public LostDigitsTest {};

TEST_F(TextAmongNumbersTest, IsKeptAndToldOf) {
  const auto warning = [](const std::string& column, const std::string& text,
                          const std::string& affinity,
                          const std::string& advice = "") {
    return "warning: t.csv:2: column \"" + column + "\": \"" + text +
           "\" is text for a column of " + affinity +
           " affinity (1 value came)" + advice + "\n";
  };
  expect_kept("r", "\"0,85\"", "'0,85'", {},
              warning("r", "0,85", "REAL",
                      "; with --decimal , (in all columns) it is a number"));
  expect_kept(
      "i", "1 000", "'1 000'", {},
      warning("i", "1 000", "INTEGER",
              "; with --thousands ' ' (in all columns) it is a number"));
  expect_kept("b", "true", "'true'", {},
              warning("b", "true", "NUMERIC",
                      "; --boolean b makes 1 and 0 of such words"));
  for (const std::string text : {"n/a", "1_000", "0x1F", "NaN"}) {
    expect_kept("i", text, "'" + text + "'", {}, warning("i", text, "INTEGER"));
    expect_kept("i", text, "'" + text + "'", {"--coerce", "i"},
                warning("i", text, "INTEGER"));
  }
  expect_kept("i", "\"\"", "''", {}, warning("i", "", "INTEGER"));
  expect_kept("i", "", "NULL");
  expect_kept("i", "NA", "NULL", {"--null", "NA"});
}

// What everybody stores there is none, and what does not fit has its option.
TEST_F(TextAmongNumbersTest, GoesByWhatTheColumnIsDeclaredFor) {
  const auto told_of = [&](const std::string& type, const std::string& values,
                           const Arguments& flags = {}) {
    execute("d.db", "DROP TABLE IF EXISTS t; CREATE TABLE t(d " + type + ")");
    write("t.csv", "d\n" + values);
    const RunResult result = run(flags + Arguments{"t.csv", "d.db"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    const std::size_t advice = result.err.find("; ");
    const bool warns = result.err.starts_with("warning: t.csv:");
    if (!warns) return std::string("none");
    if (advice > result.err.find('\n')) return std::string();
    return result.err.substr(advice, result.err.find('\n') - advice);
  };
  for (const std::string type :
       {"DATE", "DATETIME", "timestamp with time zone", "TIME(6)"}) {
    EXPECT_EQ(told_of(type,
                      "2025-12-31\n2025-12-31T10:00:00.5Z\n10:30\n"
                      "2025-12-31 10:00:00+01:00\n"),
              "none");
  }
  EXPECT_NE(told_of("NUMERIC", "2025-12-31\n"), "none");
  EXPECT_NE(told_of("DATE", "2025-02-31\n"), "none");
  EXPECT_EQ(told_of("DATE", "n/a\n01.02.2025\n31.12.2025\n"),
            "; --date 'd=%d.%m.%Y' reads such dates");
  EXPECT_EQ(told_of("DATE", "01/02/2025\n12/31/2025\n"),
            "; --date 'd=%m/%d/%Y' reads such dates");
  EXPECT_EQ(told_of("DATETIME", "12/31/2025 1:05 PM\n"),
            "; --datetime 'd=%m/%d/%Y %I:%M %p' reads such dates");
  EXPECT_EQ(told_of("DATE", "01/02/2025\n"),
            "; --date d=FORMAT reads such dates, in the words of strptime");
  EXPECT_EQ(told_of("BOOLEAN", "true\nno\n"),
            "; --boolean d makes 1 and 0 of such words");
  EXPECT_EQ(told_of("BOOLEAN", "ja\ntrue\n"),
            "; --boolean d=YES,NO makes 1 and 0 of such words");
  for (const std::string texts : {"red\ngreen\nblue\n", "1.234.567\n"}) {
    EXPECT_FALSE(told_of("BOOLEAN", texts).starts_with("; --boolean"));
  }
  EXPECT_EQ(told_of("BOOLEAN", "true\n", {"--boolean", "d"}), "none");
  EXPECT_EQ(told_of("INTEGER", "1\nYES\n0\nno\n"),
            "; --boolean d makes 1 and 0 of such words");
  EXPECT_EQ(told_of("INTEGER", "YES\nNEIN\n"), "");
  EXPECT_EQ(told_of("REAL", "yes\n"), "");
}

// The first of them, and how many, whatever the batches.
TEST_F(TextAmongNumbersTest, IsCountedForEachColumn) {
  std::string csv = "k,i,r\n\"x\ny\",1,1\n,n/a,007\n";
  for (int i = 0; i < 1500; ++i) csv += ",1,none\n,-,1.5\n";
  write("t.csv", csv);
  write("u.csv", "r,k\n?,z\n");
  for (const Arguments& way : some_of(every_way())) {
    for (const char* const bytes : {"1", "100", "64KiB"}) {
      execute("t.db", kTable);
      const Arguments flags = {"--on-error", "skip",         "--table",
                               "t",          "--batch-size", bytes};
      RunResult result = run(way + flags + Arguments{"t.csv", "u.csv", "t.db"});
      EXPECT_EQ(result.exit_code, 3);
      EXPECT_NE(
          result.err.find(
              "warning: t.csv:6: column \"i\": \"-\" is text for a column of "
              "INTEGER affinity (1,500 values came)\n"
              "warning: t.csv:5: column \"r\": \"none\" is text for a column "
              "of REAL affinity (1,501 values came)\n"),
          std::string::npos)
          << result.err;
      result =
          run(way + flags +
              Arguments{"-q", "--summary", "json", "t.csv", "u.csv", "t.db"});
      const auto json = nlohmann::json::parse(result.out);
      EXPECT_EQ(
          json.at("tables").at(0).at("texts"),
          nlohmann::json::parse(
              R"([{"column":"i","count":1500,"input":"t.csv","line":6},)"
              R"({"column":"r","count":1501,"input":"t.csv","line":5}])"));
      remove("t.db");
    }
  }
}

// Records that the database refuses have no row, either.
TEST_F(TextAmongNumbersTest, IsNotCountedInBadRecords) {
  write("t.csv", "k,i\n1,x\n2,2\n1,y\n3,z\n4,7\n");
  for (const char* const sql :
       {"CREATE TABLE t (k PRIMARY KEY, i INTEGER CHECK (i <> 'x'))",
        "CREATE TABLE t (k PRIMARY KEY, i INTEGER, CHECK (k <> 1))"}) {
    for (const Arguments& way : some_of(every_way())) {
      execute("t.db", sql);
      const RunResult result =
          run(way + Arguments{"--on-error", "skip", "-q", "--summary", "json",
                              "t.csv", "t.db"});
      const auto json = nlohmann::json::parse(result.out);
      const auto rows = query("t.db",
                              "SELECT count(*) FROM t WHERE typeof(i) "
                              "= 'text'");
      EXPECT_EQ(
          std::to_string(
              json.at("tables").at(0).at("texts").at(0).at("count").get<int>()),
          rows.at(0));
      remove("t.db");
    }
  }
  for (const Arguments& way : some_of(every_way())) {
    execute("t.db", "CREATE TABLE t (k TEXT, i INT) STRICT");
    const RunResult result =
        run(way + Arguments{"--on-error", "skip", "t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 3);
    EXPECT_EQ(result.err.find("warning"), std::string::npos) << result.err;
    remove("t.db");
  }
}

}  // namespace
}  // namespace csvimport
