// Words for yes and no: --boolean.

#include "cli_fixture.hpp"

namespace csvimport {
namespace {

class BooleanTest : public CliTest {};

TEST_F(BooleanTest, MakesIntegersOfWords) {
  expect_rows({"--boolean", "b", "--boolean", "c"},
              "a,b,c\n1,true,YES\n2,False,n\n3,,T\n4,\"\",\"f\"\n5,0,1\n",
              {"1|1|1|1", "2|2|0|0", "3|3|NULL|1", "4|4|NULL|0", "5|5|0|1"});
  expect_rows({"--boolean", "b=ja,nein", "--null", "0"},
              "a,b\n1,Ja\n2,NEIN\n3,0\n", {"1|1|1", "2|2|0", "3|3|NULL"});
  write("t.csv", "a,b\nx,\n");
  ASSERT_EQ(run({"-q", "--boolean", "B", "t.csv", "t.db"}).exit_code, 0);
  expect_content("a TEXT, b INTEGER", {"'x'|NULL"});
}

TEST_F(BooleanTest, MakesIntegersInColumnsWithoutType) {
  write("t.csv", "a,b\nx,yes\ny,\"\"\nz,no\n");
  for (const Arguments& way : some_of(every_way())) {
    for (const char* const type : {"", "BLOB", "INT", "BOOLEAN"}) {
      execute("t.db", "CREATE TABLE t (a, b " + std::string(type) + ")");
      const Arguments flags = way + Arguments{"-q", "--boolean", "b"};
      const RunResult result =
          run(flags + Arguments{"--where", "b IS NOT 0", "t.csv", "t.db"});
      EXPECT_EQ(result.err, "");
      EXPECT_EQ(query("t.db", "SELECT * FROM t"), (Rows{"'x'|1", "'y'|NULL"}));
      remove("t.db");
    }
  }
}

TEST_F(BooleanTest, MakesBadRecordsOfOtherWords) {
  expect_refused({"--boolean", "b"}, "a,b\nx,yes\ny,maybe\n",
                 "t.csv:3: column \"b\": \"maybe\" is neither yes nor no; "
                 "--boolean COL=YES,NO takes other words");
  expect_refused({"--boolean", "b=ja,nein"}, "a,b\nx,ja\ny,no\n",
                 "t.csv:3: column \"b\": \"no\" is neither \"ja\" nor "
                 "\"nein\"");
  expect_refused({"--boolean", "c"}, "a,b\nx,yes\n",
                 "t.csv: --boolean names column \"c\", which the table does "
                 "not have");
}

TEST_F(BooleanTest, KeepsTheBytesOfBadRecords) {
  write("t.csv", "a,b\nx,yes\ny,\"may\"\"be\"\nz,no\n");
  for (const Arguments& way : some_of(every_way())) {
    for (const char* const table : {"", "CREATE TABLE t (a, b BOOLEAN)"}) {
      execute("t.db", table);
      const RunResult result =
          run(way + Arguments{"-q", "--boolean", "b", "--on-error", "skip",
                              "--rejects", "r.csv", "t.csv", "t.db"});
      EXPECT_EQ(result.exit_code, 3) << result.err;
      EXPECT_EQ(query("t.db", "SELECT a, b FROM t"), (Rows{"'x'|1", "'z'|0"}));
      EXPECT_EQ(read("r.csv"), "a,b\ny,\"may\"\"be\"\n");
      EXPECT_EQ(read("r.csv.reasons"),
                "line,record,column,reason\n3,2,b,\"\"\"may\"\"be\"\" is "
                "neither yes nor no; --boolean COL=YES,NO takes other "
                "words\"\n");
      remove("t.db");
    }
  }
}

TEST_F(BooleanTest, GoesIntoKeys) {
  expect_rows({"--boolean", "b", "--pk", "b"}, "a,b\nx,yes\ny,no\n",
              {"0|'y'|0", "1|'x'|1"});
  expect_refused({"--boolean", "b", "--pk", "b"}, "a,b\nx,yes\ny,TRUE\n",
                 "t.csv:3: column \"b\": \"TRUE\": UNIQUE constraint failed: "
                 "t.b; if keys may come again, use --on-conflict ignore, "
                 "replace or update");
}

TEST_F(BooleanTest, LeavesHeadersThatComeAgainToTheirRule) {
  expect_refused({"--boolean", "b"}, "a,b\nx,yes\na,b\n",
                 "t.csv:3: repeats the header; --lenient drops such a record, "
                 "--on-error skip rejects it, --no-headers makes rows of it "
                 "and the header");
  expect_rows({"--boolean", "b", "--lenient"}, "a,b\nx,yes\na,b\ny,no\n",
              {"1|'x'|1", "3|'y'|0"});
}

TEST_F(BooleanTest, LeavesTheOtherColumnsToInference) {
  write("t.csv", "a;b;c\n1,5;yes;1\nx;maybe;y\n2;no;2,5\n");
  const RunResult result = run({"-q", "--boolean", "b", "--on-error", "skip",
                                "--decimal", ",", "t.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 3) << result.err;
  expect_content("a REAL, b INTEGER, c REAL", {"1.5|1|1.0", "2.0|0|2.5"});
}

TEST_F(BooleanTest, IsPinnedByVerboseRuns) {
  write("t.csv", "a,b\nyes,ja\n");
  const RunResult result =
      run({"-v", "--boolean", "A", "--boolean", "b=ja,nein", "t.csv", "t.db"});
  EXPECT_TRUE(result.err.starts_with(
      "t.csv: chosen: --delimiter , --quotechar '\"' --boolean a --boolean "
      "b=ja,nein --table t --type a=INTEGER --type b=INTEGER\n"))
      << result.err;
}

}  // namespace
}  // namespace csvimport
