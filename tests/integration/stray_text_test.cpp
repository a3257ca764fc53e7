// A few texts among the numbers of a column, which make it TEXT.

#include "cli_fixture.hpp"

#include <string>

namespace csvimport {
namespace {

class StrayTextTest : public CliTest {
 protected:
  // What is said on stderr before the closing line.
  std::string warnings(const Arguments& arguments) {
    remove("t.db");
    RunResult result = run(arguments + Arguments{"t.db"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    return result.err.substr(0,
                             result.err.rfind('\n', result.err.size() - 2) + 1);
  }
};

TEST_F(StrayTextTest, IsToldWithItsLineAndTheWayOut) {
  write("a.csv", "id,Price,note\n1,10.5,x\n2,abc,5\n3,7,\n");
  const std::string slip =
      "warning: a.csv:3: column \"Price\": \"abc\" is no number, so the column "
      "is TEXT; with --null \"abc\" it is NULL, with --type \"Price=REAL\" a "
      "bad record, which --on-error skip rejects";
  for (const Arguments& way : every_way()) {
    EXPECT_EQ(warnings(way + Arguments{"a.csv"}), slip + "\n");
  }
  EXPECT_EQ(warnings({"--where", "price > 8", "a.csv"}),
            slip + "; --where compares texts there\n");
  EXPECT_EQ(warnings({"--type", "price=TEXT", "a.csv"}), "");
  EXPECT_EQ(warnings({"--null", "abc", "a.csv"}), "");
  const RunResult dry = run({"--dry-run", "--summary", "json", "a.csv"});
  EXPECT_NE(dry.out.find("\"slips\":[{\"column\":\"Price\",\"input\":\"a.csv\","
                         "\"line\":3}]"),
            std::string::npos)
      << dry.out;
}

// Only a pass over all of it finds this one.
TEST_F(StrayTextTest, IsFoundBehindTheSample) {
  std::string csv = "n\n";
  for (int i = 0; i < 150'000; ++i) csv += std::to_string(1'000'000 + i) + '\n';
  write("a.csv", csv + "\"n/a\"\n5\nx\n");
  const std::string slip =
      "a.csv:150002: column \"n\": \"n/a\" is no number, so the column is "
      "TEXT; with --null \"n/a\" --null-quoted it is NULL, with --type "
      "\"n=INTEGER\" a bad record, which --on-error skip rejects\n";
  for (const Arguments& way :
       {Arguments{"--workers", "8"}, Arguments{"--sequential"}}) {
    EXPECT_EQ(warnings(way + Arguments{"a.csv"}), "warning: " + slip);
  }
  EXPECT_NE(run({"--dry-run", "a.csv"}).out.find("-- " + slip),
            std::string::npos);
}

TEST_F(StrayTextTest, MayBeANumberByOtherMarks) {
  write("a.csv", "p;q\n1,5;1\n1.234,56;2\n2.000,5;3\n7;4\n");
  EXPECT_EQ(warnings({"--decimal", ",", "a.csv"}),
            "warning: a.csv:3: column \"p\": \"1.234,56\" is no number, so the "
            "column is TEXT; with --decimal , --thousands . it is a number, "
            "with --type \"p=REAL\" a bad record, which --on-error skip "
            "rejects\n");
  EXPECT_EQ(warnings({"--decimal", ",", "--thousands", ".", "a.csv"}), "");
}

// Codes, texts with some numbers among them, and too little to go by.
TEST_F(StrayTextTest, IsNoneWhereTextsBelong) {
  write("a.csv",
        "zip,word,few\n01067,a,1\n10115,b,x\n20095,3,\n30159,4,\n40210,5,\n");
  EXPECT_EQ(warnings({"a.csv"}), "");
}

}  // namespace
}  // namespace csvimport
