// Columns that stand beside those of the file.

#include "cli_fixture.hpp"

namespace csvimport {
namespace {

class AddedColumnsTest : public CliTest {
 protected:
  // Imports into the table that `sql` makes, on every way, and expects `rows`.
  void expect_rows_in(const std::string& sql, const Arguments& arguments,
                      const Rows& rows) {
    for (const Arguments& way : every_way()) {
      execute("t.db", sql);
      const RunResult result = run(way + Arguments{"-q"} + arguments);
      EXPECT_EQ(result.exit_code, 0) << result.err;
      EXPECT_EQ(query("t.db", "SELECT rowid, * FROM t"), rows);
      EXPECT_EQ(integrity("t.db"), "ok");
      remove("t.db");
    }
  }
};

TEST_F(AddedColumnsTest, HaveTheirValueInEachRow) {
  expect_rows({"--column", "day=2025-12-31", "--column", "n=7"},
              "a,b\n1,x\n2,y\n",
              {"1|1|'x'|'2025-12-31'|7", "2|2|'y'|'2025-12-31'|7"});
  expect_rows({"--select", "b", "--column", "a=1=2"}, "a,b\n1,x\n",
              {"1|'x'|'1=2'"});
  expect_rows({"--column", "x=\"q\""}, "a\n1\n", {"1|1|'\"q\"'"});
}

TEST_F(AddedColumnsTest, GetTheTypeThatTheirValueHas) {
  write("t.csv", "a\n1\n");
  ASSERT_EQ(run({"-q", "--column", "i=5", "--column", "r=1.5", "--column",
                 "t=007", "--column", "e=", "--null", "NA", "--column", "n=NA",
                 "--type", "i=REAL", "t.csv", "t.db"})
                .exit_code,
            0);
  expect_content("a INTEGER, i REAL, r REAL, t TEXT, e TEXT, n TEXT",
                 {"1|5.0|1.5|'007'|NULL|NULL"});
}

TEST_F(AddedColumnsTest, HaveNumbersWithTheMarksOfTheFiles) {
  const Arguments marks = {"--decimal", ",", "--thousands", "."};
  expect_rows(marks + Arguments{"--column", "p=1.234,5", "--column", "n=7",
                                "--column", "v=1.5", "--column", "w=x,y"},
              "a\n\"1,5\"\n\"2,5\"\n",
              {"1|1.5|1234.5|7|'1.5'|'x,y'", "2|2.5|1234.5|7|'1.5'|'x,y'"});
  expect_rows(marks + Arguments{"--type", "p=TEXT", "--type", "r=REAL",
                                "--column", "p=1,5", "--column", "r=2,5"},
              "a\n1\n", {"1|1|'1,5'|2.5"});
  write("t.csv", "a\nx\n");
  expect_rows_in("CREATE TABLE t (a, p REAL, t TEXT)",
                 marks + Arguments{"--column", "p=1,5", "--column", "t=1,5",
                                   "t.csv", "t.db"},
                 {"1|'x'|1.5|'1,5'"});
  execute("u.db", "CREATE TABLE t (a, p REAL)");
  EXPECT_EQ(run({"--decimal", ",", "--column", "p=1.5", "t.csv", "u.db"}).err,
            "error: t.csv: --column: \"1.5\" is not a number by --decimal and "
            "--thousands, and column \"p\" of table \"t\" takes numbers\n");
  EXPECT_NE(run({"--dry-run", "--decimal", ",", "--column", "p=1,5", "t.csv"})
                .out.find("--decimal , --table t --column p=1,5 "),
            std::string::npos);
}

TEST_F(AddedColumnsTest, HoldTextsWhereAllColumnsDo) {
  expect_rows({"--all-text", "--column", "n=7"}, "a\n1\n", {"1|'1'|'7'"});
}

TEST_F(AddedColumnsTest, AreValuesOfATableThatExists) {
  write("t.csv", "a\nx\ny\n");
  expect_rows_in("CREATE TABLE t (n INTEGER DEFAULT 3, a, r REAL)",
                 {"--column", "N=7", "--column", "r=2", "t.csv", "t.db"},
                 {"1|7|'x'|2.0", "2|7|'y'|2.0"});
  expect_rows_in("CREATE TABLE t (n INTEGER DEFAULT 3, a)",
                 {"--column", "n=", "t.csv", "t.db"},
                 {"1|NULL|'x'", "2|NULL|'y'"});
  expect_rows_in("CREATE TABLE t (a)",
                 {"--alter", "--column", "n=7", "t.csv", "t.db"},
                 {"1|'x'|7", "2|'y'|7"});
}

TEST_F(AddedColumnsTest, AreLeftOutWhereFieldsGoByPosition) {
  write("t.csv", "x,y\n");
  expect_rows_in("CREATE TABLE t (a, n, b)",
                 {"--no-headers", "--column", "n=7", "t.csv", "t.db"},
                 {"1|'x'|'7'|'y'"});
  execute("t.db", "CREATE TABLE t (a, n)");
  EXPECT_EQ(run({"--no-headers", "--column", "n=7", "t.csv", "t.db"}).err,
            "error: t.csv: has 2 fields, and table \"t\" 1 column for them; "
            "without a header they go by position, so name them with "
            "--names\n");
}

TEST_F(AddedColumnsTest, MayBelongToTheKey) {
  write("t.csv", "a\n1\n2\n");
  write("u.csv", "a\n2\n");
  const Arguments flags = {"-q", "--table", "t", "--pk", "source,a"};
  EXPECT_EQ(
      run(flags + Arguments{"--column", "source=t", "t.csv", "t.db"}).exit_code,
      0);
  EXPECT_EQ(
      run(flags + Arguments{"--column", "source=u", "u.csv", "t.db"}).exit_code,
      0);
  EXPECT_EQ(query("t.db", "SELECT * FROM t"),
            (Rows{"1|'t'", "2|'t'", "2|'u'"}));
}

TEST_F(AddedColumnsTest, HoldNoValueThatTheTableDoesNotTake) {
  const std::string csv = "a\n1\n2\n";
  expect_refused(
      {"--column", "n=", "--not-null", "n"}, csv,
      "t.csv:2: column \"n\": NULL, where --pk or --not-null wants a "
      "value");
  execute("u.db", "CREATE TABLE t (a, n INTEGER)");
  EXPECT_EQ(run({"--column", "n=007", "t.csv", "u.db"}).err,
            "error: t.csv:2: column \"n\": \"007\" would become 7, as the "
            "table's column has INTEGER affinity; --coerce n takes it so, "
            "and a new table, by --if-exists replace --type n=TEXT, keeps "
            "it\n");
}

TEST_F(AddedColumnsTest, MustBeOtherColumnsThanThoseOfTheFile) {
  const std::string csv = "a,b\n1,2\n";
  expect_refused({"--column", "B=1"}, csv,
                 "t.csv: has a column \"B\"; give --column another name");
  execute("u.db", "CREATE TABLE t (a, b, g AS (1))");
  EXPECT_EQ(run({"--column", "c=1", "t.csv", "u.db"}).err,
            "error: t.csv: --column names column \"c\", which the table does "
            "not have; --alter adds it\n");
  EXPECT_EQ(run({"--column", "g=1", "t.csv", "u.db"}).err,
            "error: t.csv: column \"g\" of table \"t\" is generated; give "
            "--column another name\n");
}

TEST_F(AddedColumnsTest, AreSaidAsFlags) {
  write("t.csv", "a\n1\n");
  EXPECT_EQ(
      run({"--dry-run", "--column", "d='x", "--column", "e=", "t.csv"}).out,
      "CREATE TABLE \"t\" (\n  \"a\" INTEGER,\n  \"d\" TEXT,\n  \"e\" "
      "TEXT\n);\n"
      "-- t.csv: --delimiter , --quotechar '\"' --table t --column "
      "\"d='x\" --column e= --type a=INTEGER --type d=TEXT --type "
      "e=TEXT\n"
      "-- 1 record: 1 row, 0 rejected\n");
}

TEST_F(AddedColumnsTest, SayTheLineThatARecordStartsIn) {
  expect_rows({"--line-column", "line", "--comment", "#"},
              "# what it is\na,b\n\n1,\"x\ny\"\n#\n2,z\r\n\n3,z",
              {"1|1|'x\ny'|4", "2|2|'z'|7", "3|3|'z'|9"});
  expect_rows({"--line-column", "line", "--skip", "1"}, "-\ra\r1\r2\r",
              {"1|1|3", "2|2|4"});
}

TEST_F(AddedColumnsTest, SayTheLineOfRecordsInAllBatches) {
  write("t.csv", numbered_rows(50'000));
  for (const Arguments& way : every_way()) {
    EXPECT_EQ(
        run(way + Arguments{"-q", "--line-column", "line", "t.csv", "t.db"})
            .exit_code,
        0);
    EXPECT_EQ(query("t.db",
                    "SELECT count(*), sum(line = a + 2), typeof(max(line)) "
                    "FROM t"),
              (Rows{"50000|50000|'integer'"}));
    remove("t.db");
  }
}

TEST_F(AddedColumnsTest, SayTheLinesOfWhatIsLeftBesideBadRecords) {
  write("t.csv", "a,b\n1,x\n2\n3,\"x\"y\n4,z\n");
  write("u.csv", "a,b\n5\n6,z\n");
  for (const Arguments& way : every_way()) {
    const RunResult result = run(
        way + Arguments{"-q", "--table", "t", "--on-error", "skip", "--rejects",
                        "r.csv", "--column", "n=1", "--filename-column", "file",
                        "--line-column", "line", "t.csv", "u.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 3) << result.err;
    EXPECT_EQ(query("t.db", "SELECT rowid, * FROM t"),
              (Rows{"1|1|'x'|1|'t.csv'|2", "4|4|'z'|1|'t.csv'|5",
                    "6|6|'z'|1|'u.csv'|3"}));
    EXPECT_EQ(read("r.csv"), "a,b\n2\n3,\"x\"y\n5\n");
    remove("t.db");
  }
}

TEST_F(AddedColumnsTest, OfLinesMayBeTheKey) {
  expect_rows({"--line-column", "line", "--pk", "line"}, "a,b\nx,1\n\ny,2\n",
              {"2|'x'|1|2", "4|'y'|2|4"});
}

TEST_F(AddedColumnsTest, OfLinesMustHaveNamesOfTheirOwn) {
  expect_refused({"--line-column", "A"}, "a,b\n1,2\n",
                 "t.csv: has a column \"A\"; give --line-column another name");
  write("t.csv", "x,y\n");
  expect_rows_in("CREATE TABLE t (a, line, b)",
                 {"--no-headers", "--line-column", "line", "t.csv", "t.db"},
                 {"1|'x'|'1'|'y'"});
}

TEST_F(AddedColumnsTest, OfLinesAreSaidAsAFlag) {
  write("t.csv", "a\n1\n");
  EXPECT_EQ(run({"--dry-run", "--line-column", "a line", "t.csv"}).out,
            "CREATE TABLE \"t\" (\n  \"a\" INTEGER,\n  \"a line\" INTEGER\n);\n"
            "-- t.csv: --delimiter , --quotechar '\"' --table t --line-column "
            "'a line' --type a=INTEGER --type 'a line=INTEGER'\n"
            "-- 1 record: 1 row, 0 rejected\n");
}

TEST_F(AddedColumnsTest, OfLinesHaveTheTypeOfATableThatExists) {
  write("t.csv", "a\nx\n");
  expect_rows_in("CREATE TABLE t (a, line TEXT)",
                 {"--line-column", "line", "t.csv", "t.db"}, {"1|'x'|'2'"});
}

}  // namespace
}  // namespace csvimport
