// A few texts among the numbers of a column, which make it TEXT.

#include "cli_fixture.hpp"

#include <algorithm>
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
      "warning: a.csv:3: column \"Price\": \"abc\" is not a number, so the "
      "column is TEXT; with --null abc (in all columns) it is NULL, with "
      "--type Price=REAL it is a bad record, which --on-error skip rejects; "
      "--type Price=TEXT keeps it";
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
      "a.csv:150002: column \"n\": \"n/a\" is not a number, so the column is "
      "TEXT; with --type n=INTEGER it is a bad record, which --on-error skip "
      "rejects; --type n=TEXT keeps it\n";
  for (const Arguments& way :
       {Arguments{"--workers", "8"}, Arguments{"--sequential"}}) {
    EXPECT_EQ(warnings(way + Arguments{"a.csv"}), "warning: " + slip);
  }
  EXPECT_NE(run({"--dry-run", "a.csv"}).out.find("-- " + slip),
            std::string::npos);
}

// These make the column TEXT without it.
TEST_F(StrayTextTest, MayStandAmongNumbersThatNeedAType) {
  write("a.csv", "id,amt\n1,10\n2,n/a\n3,1e5\n4,12\n5,1\n");
  EXPECT_EQ(warnings({"a.csv"}),
            "warning: a.csv:3: column \"amt\": \"n/a\" is not a number, and "
            "such as 12E4 may be codes, so the column is TEXT; with --type "
            "amt=REAL --null n/a (in all columns) it is NULL, with --type "
            "amt=REAL it is a bad record, which --on-error skip rejects; "
            "--type amt=TEXT keeps it\n");
  EXPECT_EQ(warnings({"--type", "amt=REAL", "--null", "n/a", "a.csv"}), "");
  write("a.csv", "amt\n\"10,5\"\n1e5\n12\n1\n");
  EXPECT_EQ(warnings({"a.csv"}),
            "warning: a.csv:2: column \"amt\": \"10,5\" is not a number, and "
            "such as 12E4 may be codes, so the column is TEXT; with --type "
            "amt=REAL --decimal , (in all columns) it is one; --type amt=TEXT "
            "keeps it\n");
  EXPECT_EQ(warnings({"--type", "amt=REAL", "--decimal", ",", "a.csv"}), "");
  // REAL has not the digits of the first.
  write("a.csv", "amt\n9007199254740993\n1.5\n12\nn/a\n");
  EXPECT_EQ(warnings({"a.csv"}), "");
}

TEST_F(StrayTextTest, MayBeANumberByOtherMarks) {
  write("a.csv", "p;q\n1,5;1\n1.234,56;2\n2.000,5;3\n7;4\n");
  const auto slip = [](const std::string& text, const std::string& flags) {
    return "warning: a.csv:" + text +
           " is not a number, so the column is "
           "TEXT; with " +
           flags + " (in all columns) it is one; --type p=TEXT keeps it\n";
  };
  EXPECT_EQ(warnings({"a.csv"}),
            slip("2: column \"p\": \"1,5\"", "--decimal , --thousands ."));
  EXPECT_EQ(warnings({"--decimal", ",", "a.csv"}),
            slip("3: column \"p\": \"1.234,56\"", "--thousands ."));
  EXPECT_EQ(warnings({"--decimal", ",", "--thousands", ".", "a.csv"}), "");
  EXPECT_EQ(warnings({"--type", "p=TEXT", "a.csv"}), "");
  write("a.csv", "p;q\n1\u202F234;1\n12;2\n");
  EXPECT_EQ(warnings({"a.csv"}),
            slip("2: column \"p\": \"1\\u202F234\"", "--thousands ' '"));
}

TEST_F(StrayTextTest, MayBeANumberByMarksThatHoldInAllColumns) {
  const std::string start =
      "warning: a.csv:2: column \"p\": \"1,5\" is not a number, so the column "
      "is TEXT; ";
  const std::string keep = "; --type p=TEXT keeps it\n";
  write("a.csv", "p;q\n1,5;1\nk.A.;2\n2,5;3\n");
  EXPECT_EQ(warnings({"a.csv"}),
            start +
                "with --decimal , --null k.A. (in all columns) all are numbers "
                "or NULL" +
                keep);
  EXPECT_EQ(warnings({"--decimal", ",", "--null", "k.A.", "a.csv"}), "");
  const std::string harm =
      " (in all columns), but column \"q\" has other values";
  write("a.csv", "p;q\n1,5;1.500\n2,5;3\n");
  EXPECT_EQ(warnings({"a.csv"}),
            start + "it would be one with --decimal ," + harm + keep);
  write("a.csv", "p;q\n1,5;192.168.100.200\n1.234,5;10.100.100.200\n");
  EXPECT_EQ(
      warnings({"a.csv"}),
      start + "it would be one with --decimal , --thousands ." + harm + keep);
}

// What has a digit is no spelling of NULL, and marks must fit all numbers.
TEST_F(StrayTextTest, IsNotGivenUpAsNull) {
  const auto slip = [](const std::string& text, const std::string& type) {
    return "warning: a.csv:3: column \"p\": \"" + text +
           ", so the column is "
           "TEXT; with --type p=" +
           type +
           " it is a bad record, which "
           "--on-error skip rejects; --type p=TEXT keeps it\n";
  };
  for (const std::string text : {"$15", "12,5€", "ca. 12", "2,5"}) {
    write("a.csv", "p;q\n1.5;1\n" + text + ";2\n3;4\n");
    EXPECT_EQ(warnings({"a.csv"}), slip(text + "\" is not a number", "REAL"));
  }
  const std::string digits = "0.12345678901234567890";
  write("a.csv", "p;q\n15;1\n" + digits + ";2\n3;4\n");
  EXPECT_EQ(
      warnings({"a.csv"}),
      slip(digits + "\" is not a number that REAL keeps as it is", "INTEGER"));
  for (const std::string text : {"\"n/a\"", "true"}) {
    write("a.csv", "p;q\n15;1\n" + text + ";2\n3;4\n");
    EXPECT_EQ(warnings({"a.csv"}),
              slip((text == "true" ? text : "n/a") + "\" is not a number",
                   "INTEGER"));
  }
  write("a.csv", "p;q\n1,5;1\n2.5;2\n3,5;4\n");
  EXPECT_EQ(warnings({"--decimal", ",", "a.csv"}),
            slip("2.5\" is not a number by --decimal ,", "REAL"));
  write("a.csv", "p;q\n1;1\n 5;2\n3;4\n");
  EXPECT_EQ(warnings({"a.csv"}),
            "warning: a.csv:3: column \"p\": \" 5\" is not a number, so the "
            "column is TEXT; with --trim it is one, with --type p=INTEGER it "
            "is a bad record, which --on-error skip rejects; --type p=TEXT "
            "keeps it\n");
}

TEST_F(StrayTextTest, IsListedForAFewColumns) {
  const std::string names = "a,b,c,d,e,f,g,h,i,j,k,l";
  const auto row = [&](char value) {
    std::string line = names;
    for (char& byte : line) byte = byte == ',' ? ',' : value;
    return line + '\n';
  };
  write("a.csv", names + '\n' + row('1') + row('x') + row('2'));
  const std::string told = warnings({"a.csv"});
  EXPECT_EQ(std::count(told.begin(), told.end(), '\n'), 11);
  EXPECT_TRUE(
      told.ends_with("warning: so it is with 2 more columns; -v lists them\n"))
      << told;
  EXPECT_NE(warnings({"-v", "a.csv"}).find("column \"l\": \"x\""),
            std::string::npos);
}

// One word for all that is missing.
TEST_F(StrayTextTest, MayComeOften) {
  write("a.csv", "p;q\nk.A.;1\n7;2\nk.A.;3\n8;4\n");
  EXPECT_EQ(warnings({"a.csv"}),
            "warning: a.csv:2: column \"p\": \"k.A.\" is not a number, so the "
            "column is TEXT; with --null k.A. (in all columns) it is "
            "NULL, with --type p=INTEGER it is a bad record, which --on-error "
            "skip rejects; --type p=TEXT keeps it\n");
}

// Codes, texts with some numbers among them, and too little to go by.
TEST_F(StrayTextTest, IsNoneWhereTextsBelong) {
  write("a.csv",
        "zip,word,few\n01067,a,1\n10115,b,x\n20095,3,\n30159,4,\n40210,5,\n");
  EXPECT_EQ(warnings({"a.csv"}), "");
  for (const std::string text :
       {"+49 30 1234", "12345-6789", "1.5.2", "978-3-16-148410-0", "2024/25",
        "12:30", "12345678901234567890", "(030) 12"}) {
    write("a.csv", "p;q\n1.5;1\n2;2\n" + text + ";3\n");
    EXPECT_EQ(warnings({"a.csv"}), "");
  }
}

}  // namespace
}  // namespace csvimport
