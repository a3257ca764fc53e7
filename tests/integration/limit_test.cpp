// Imports of the first records only.

#include "cli_fixture.hpp"

namespace csvimport {
namespace {

class LimitTest : public CliTest {};

TEST_F(LimitTest, TakesTheFirstRecords) {
  const std::string csv = "a,b\n1,\"x\ny\"\n\n2,y\n3,z\n";
  expect_rows({"--limit", "2"}, csv, {"1|1|'x\ny'", "2|2|'y'"});
  expect_rows({"--limit", "3"}, csv, {"1|1|'x\ny'", "2|2|'y'", "3|3|'z'"});
  expect_rows({"--limit", "9"}, csv, {"1|1|'x\ny'", "2|2|'y'", "3|3|'z'"});
}

TEST_F(LimitTest, CountsNeitherBlankLinesNorComments) {
  expect_rows({"--limit", "2", "--comment", "#"},
              "a,b\n\n# 1\n1,x\n\n#\n\n2,y\n#\n3,z\n", {"1|1|'x'", "2|2|'y'"});
  expect_rows({"--limit", "2"}, "a\n1\n\n2\n", {"1|1", "2|NULL"});
}

TEST_F(LimitTest, CountsRepeatedHeaders) {
  write("t.csv", "a,b\n1,x\na,b\n2,y\n3,z\n");
  for (const Arguments& way : every_way()) {
    const RunResult result = run(
        way + Arguments{"-q", "--lenient", "--limit", "3", "t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(query("t.db", "SELECT * FROM t"), (Rows{"1|'x'", "2|'y'"}));
    remove("t.db");
  }
}

TEST_F(LimitTest, TakesNothingOfWhatStandsBehind) {
  // Neither its type, nor that it is bad, nor that it never ends.
  expect_rows({"--limit", "1"}, "a,b\n1,2\nx,y\n", {"1|1|2"});
  expect_rows({"--limit", "1"}, "a,b\n1,2\n3\n", {"1|1|2"});
  expect_rows({"--limit", "1", "--max-record", "100"},
              "a,b\n1,2\n3,\"" + repeated("x", 200), {"1|1|2"});
}

TEST_F(LimitTest, CountsBadRecords) {
  write("t.csv", "a,b\n1\n2,x\n3,y\n4\n");
  for (const Arguments& way : every_way()) {
    const RunResult result =
        run(way + Arguments{"--progress", "never", "--limit", "2", "--on-error",
                            "skip", "--rejects", "r.csv", "t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 3);
    EXPECT_TRUE(
        result.err.starts_with("1 row into table \"t\", 1 record rejected"))
        << result.err;
    EXPECT_EQ(query("t.db", "SELECT rowid, * FROM t"), (Rows{"2|2|'x'"}));
    EXPECT_EQ(read("r.csv"), "a,b\n1\n");
    remove("t.db");
  }
}

TEST_F(LimitTest, HoldsForAllFilesOfATable) {
  write("a.csv", "a,b\n1,x\n2\n");
  write("b.csv", "b,a\nx,3\ny,4\n");
  write("c.csv", "b,a\nz,q\n");
  for (const Arguments& way : every_way()) {
    const RunResult result =
        run(way + Arguments{"-q", "--table", "t", "--on-error", "skip",
                            "--limit", "3", "a.csv", "b.csv", "c.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 3) << result.err;
    EXPECT_EQ(query("t.db", "SELECT rowid, a, b, typeof(a) FROM t"),
              (Rows{"1|1|'x'|'integer'", "3|3|'x'|'integer'"}));
    remove("t.db");
    EXPECT_EQ(run(way + Arguments{"-q", "--limit", "1", "--on-error", "skip",
                                  "a.csv", "b.csv", "t.db"})
                  .exit_code,
              0);
    EXPECT_EQ(query("t.db", "SELECT a FROM a UNION ALL SELECT a FROM b"),
              (Rows{"1", "3"}));
    remove("t.db");
  }
}

// The first file is longer than what the types are guessed from.
TEST_F(LimitTest, HoldsForTypesOfFilesOfATable) {
  write("a.csv", numbered_rows(200'000));
  write("b.csv", "a,b\n0.5,x\nlate,y\n");
  for (const Arguments& way : every_way()) {
    for (const auto& [limit, content] :
         {std::pair("200000", "200000|'integer'"),
          std::pair("200001", "200001|'real'"),
          std::pair("200002", "200002|'text'")}) {
      EXPECT_EQ(run(way + Arguments{"-q", "--table", "t", "--limit", limit,
                                    "a.csv", "b.csv", "t.db"})
                    .exit_code,
                0);
      EXPECT_EQ(query("t.db", "SELECT count(*), typeof(a) FROM t GROUP BY 2"),
                (Rows{content}));
      remove("t.db");
    }
  }
}

TEST_F(LimitTest, HoldsWhereAFileIsReadTwice) {
  // By a late value, and by keys that do not ascend.
  write("t.csv", numbered_rows(200'000) + "0.5,x\nlate,y\n");
  write("u.csv", "k,b\n3,x\n1,y\n2,z\n0,z\n");
  for (const Arguments& way : every_way()) {
    EXPECT_EQ(run(way + Arguments{"-q", "--limit", "200001", "t.csv", "t.db"})
                  .exit_code,
              0);
    EXPECT_EQ(query("t.db", "SELECT count(*), typeof(a) FROM t GROUP BY 2"),
              (Rows{"200001|'real'"}));
    EXPECT_EQ(
        run(way + Arguments{"-q", "--limit", "3", "--pk", "k", "u.csv", "t.db"})
            .exit_code,
        0);
    EXPECT_EQ(query("t.db", "SELECT * FROM u"),
              (Rows{"1|'y'", "2|'z'", "3|'x'"}));
    remove("t.db");
  }
}

TEST_F(LimitTest, HoldsForAPipe) {
  const std::string csv = numbered_rows(200'000) + "0.5,x\nlate,y\n";
  for (const Arguments& way : every_way()) {
    const RunResult result = run_piped(
        way + Arguments{"-q", "--limit", "200001", "--table", "t", "-", "t.db"},
        csv);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(query("t.db", "SELECT count(*), typeof(a) FROM t GROUP BY 2"),
              (Rows{"200001|'real'"}));
    EXPECT_EQ(run_piped(way + Arguments{"-q", "--limit", "3", "-", "t.db"}, csv)
                  .exit_code,
              0);
    EXPECT_EQ(query("t.db", "SELECT * FROM stdin"),
              (Rows{"0|'some text'", "1|'some text'", "2|'some text'"}));
    remove("t.db");
  }
}

TEST_F(LimitTest, HoldsForATableThatExists) {
  write("t.csv", "a,b\n1,x\n2,y\n3,z\n");
  for (const Arguments& way : every_way()) {
    execute("t.db",
            "CREATE TABLE t (b, a INTEGER UNIQUE); INSERT INTO t VALUES(0, 1)");
    const RunResult result =
        run(way + Arguments{"-q", "--limit", "2", "--on-error", "skip", "t.csv",
                            "t.db"});
    EXPECT_EQ(result.exit_code, 3) << result.err;
    EXPECT_EQ(query("t.db", "SELECT b, a FROM t"), (Rows{"0|1", "'y'|2"}));
    remove("t.db");
  }
}

TEST_F(LimitTest, LeavesOutTheFooterFirst) {
  expect_rows({"--limit", "2", "--skip-footer", "1"}, "a\n1\n2\n3\nsum\n",
              {"1|1", "2|2"});
  expect_rows({"--limit", "9", "--skip-footer", "1"}, "a\n1\n2\nsum\n",
              {"1|1", "2|2"});
}

TEST_F(LimitTest, OfNoneMakesTheTable) {
  write("t.csv", "a,b\n1,x\n");
  for (const Arguments& way : every_way()) {
    const RunResult result =
        run(way + Arguments{"-q", "--limit", "0", "t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    expect_content("a TEXT, b TEXT", {});
    remove("t.db");
  }
}

TEST_F(LimitTest, IsSaidAsAFlagAndCounted) {
  write("t.csv", "a\n1\n2\nx\n");
  EXPECT_EQ(run({"--dry-run", "--limit", "2", "t.csv"}).out,
            "CREATE TABLE \"t\" (\n  \"a\" INTEGER\n);\n"
            "-- t.csv: --delimiter , --quotechar '\"' --limit 2 --table t "
            "--type a=INTEGER\n"
            "-- 2 records: 2 rows, 0 rejected\n");
}

}  // namespace
}  // namespace csvimport
