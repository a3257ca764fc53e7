// Files that nobody can fix: --lenient.

#include "cli_fixture.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace csvimport {
namespace {

using namespace std::string_literals;

class LenientTest : public CliTest {
 protected:
  // Imports `csv` leniently, in every way and in batches of one record and of
  // many, and expects `rows` and that `repairs` says what was mended.
  void expect_mended(const Arguments& flags, const std::string& csv,
                     const Rows& rows, const std::string& repairs) {
    const Arguments lenient = Arguments{"--lenient"} + flags;
    const bool is_loss = repairs.find(" replaced") != std::string::npos;
    expect_rows(lenient, csv, rows,
                is_loss ? "warning: repaired: " + repairs + "\n" : "");
    if (HasFailure()) return;
    const RunResult text = run(lenient + Arguments{"t.csv", "t.db"});
    EXPECT_EQ(text.exit_code, 0);
    EXPECT_NE(text.err.find("repaired: " + repairs + "\n"), std::string::npos)
        << text.err;
    remove("t.db");
  }
  std::string columns() {
    return query("t.db",
                 "SELECT group_concat(name, ' ') FROM pragma_table_info('t')")
        .at(0);
  }
};

TEST_F(LenientTest, ChangesNothingInAFileThatKeepsTheRules) {
  expect_rows({"--lenient"}, "a,b\n1,\"x\ny\"\"\"\n\n\"2\",\n",
              {"1|1|'x\ny\"'", "2|2|NULL"});
  const RunResult result = run({"--lenient", "t.csv", "t.db"});
  EXPECT_TRUE(result.err.starts_with("2 rows into table ")) << result.err;
}

TEST_F(LenientTest, PadsShortRecordsWithNull) {
  expect_mended({}, "a,b,c\n1,2,3\n4,5\n\"6\"\n7,8,9\n",
                {"1|1|2|3", "2|4|5|NULL", "3|6|NULL|NULL", "4|7|8|9"},
                "2 short records padded");
}

TEST_F(LenientTest, DropsSurplusEmptyFields) {
  expect_mended({}, "a,b\n1,2,\n3,4,,,\"\",\n5,6\n7,8\n9,10\n",
                {"1|1|2", "2|3|4", "3|5|6", "4|7|8", "5|9|10"},
                "2 records freed of surplus empty fields");
  expect_mended({"--trim"}, "a,b\n1,2, ,\"\" ,\n3,4,\t\n5,6\n7,8\n9,10\n",
                {"1|1|2", "2|3|4", "3|5|6", "4|7|8", "5|9|10"},
                "2 records freed of surplus empty fields");
  expect_mended({}, "a,b\n1,2" + std::string(20'000, ',') + "\n3,4\n5,6\n",
                {"1|1|2", "2|3|4", "3|5|6"},
                "1 record freed of surplus empty fields");
}

TEST_F(LenientTest, KeepsSurplusContentOutOfTheTable) {
  expect_refused({"--lenient"}, "a,b\n1,2\n3,4,,x\n5,6\n",
                 "t.csv:3: expected 2 fields, got 4");
  expect_refused({"--lenient"}, "a,b\n1,2\n3,4, \n5,6\n",
                 "t.csv:3: expected 2 fields, got 3");
  for (const char* const null : {"NA", "\\N"}) {
    expect_refused({"--lenient", "--escape", "\\", "--null", null},
                   "a,b\n1,2\n3,4,"s + null + "\n5,6\n",
                   "t.csv:3: expected 2 fields, got 3");
  }
}

TEST_F(LenientTest, IsAsWideAsMostRecords) {
  expect_rows({"--lenient"}, "a,b\n1,2,3\n4,5,6\n", {"1|1|2|3", "2|4|5|6"});
  ASSERT_EQ(run({"--lenient", "t.csv", "t.db"}).exit_code, 0);
  EXPECT_EQ(columns(), "'column_1 a b'");
  remove("t.db");
  expect_rows({"--lenient"}, "a,b,,\n1,2\n4,5\n", {"1|1|2", "2|4|5"});
  ASSERT_EQ(run({"--lenient", "t.csv", "t.db"}).exit_code, 0);
  EXPECT_EQ(columns(), "'a b'");
}

TEST_F(LenientTest, KeepsAllColumnsThatTheHeaderNames) {
  expect_mended({}, "a,b,c\n1,2\n3,4\n", {"1|1|2|NULL", "2|3|4|NULL"},
                "2 short records padded");
}

TEST_F(LenientTest, SkipsLinesBeforeTheHeader) {
  const std::string csv =
      "Sales by region\nas of \"today\n\nid,name\n1,a\n2,b\n";
  expect_mended({}, csv, {"1|1|'a'", "2|2|'b'"},
                "3 lines before the header skipped");
  expect_refused({}, csv,
                 "t.csv:4: expected 1 field, got 2; if the header is line 4, "
                 "use --skip 3");
  expect_refused({}, "Sales by region\n\nid,name\n1,a\n2,b\n",
                 "t.csv:3: expected 1 field, got 2; if the header is line 3, "
                 "use --skip 2");
  expect_refused({"--skip", "1"}, "x\nSales\n\nid,name\n1,a\n2,b\n",
                 "t.csv:4: expected 1 field, got 2; if the header is line 4, "
                 "use --skip 3");
}

TEST_F(LenientTest, SkipsPaddedTitles) {
  const std::string csv = "Report,,\nby me,,\nname,a,b\nx,1,2\n";
  expect_mended({}, csv, {"1|'x'|1|2"}, "2 lines before the header skipped");
  write("t.csv", csv);
  const std::string err = run({"t.csv", "t.db"}).err;
  EXPECT_EQ(err.substr(0, err.find('\n') + 1),
            "warning: t.csv: most of its columns have no name; if the header "
            "is line 3, use --skip 2\n");
}

TEST_F(LenientTest, SkipsTitlesPaddedWithBlanks) {
  for (const char* const title :
       {"Report, ,\n", "Report,,\t\n", " ,Report,\n"}) {
    SCOPED_TRACE(title);
    const bool is_first = title[0] == 'R';
    const std::string csv = std::string(title) + "name,a,b\nx,1,2\ny,3,4\n";
    if (is_first) {
      expect_mended({}, csv, {"1|'x'|1|2", "2|'y'|3|4"},
                    "1 line before the header skipped");
    }
    write("t.csv", csv);
    const std::string err = run({"t.csv", "t.db"}).err;
    EXPECT_EQ(
        err.substr(0, err.find('\n') + 1),
        std::string("warning: t.csv: most of its columns have no name") +
            (is_first ? "; if the header is line 2, use --skip 1\n" : "\n"));
    remove("t.db");
  }
}

TEST_F(LenientTest, TellsOfAPaddedTitleOverTwoColumns) {
  for (const char* const title : {"Title,\n", "Title,\" \"\n"}) {
    const std::string csv = std::string(title) + "id,n\n1,2\n3,4\n";
    expect_mended({}, csv, {"1|1|2", "2|3|4"},
                  "1 line before the header skipped");
    write("t.csv", csv);
    const std::string err = run({"t.csv", "t.db"}).err;
    EXPECT_EQ(err.substr(0, err.find('\n') + 1),
              "warning: t.csv: half of its columns have no name; if the header "
              "is line 2, use --skip 1\n");
    remove("t.db");
  }
  // The first column of a data frame, and one of notes.
  for (const char* const csv : {",n\n0,2\n1,4\n", "n,\n2,\n4,x\n"}) {
    write("t.csv", csv);
    EXPECT_EQ(run({"t.csv", "t.db"}).err.find("warning"), std::string::npos);
    remove("t.db");
  }
}

TEST_F(LenientTest, CostsNoHeader) {
  expect_mended({}, "name,score\nAnn,n/a,\nBob,5,\nCy,7,\n",
                {"1|'Ann'|'n/a'", "2|'Bob'|'5'", "3|'Cy'|'7'"},
                "3 records freed of surplus empty fields");
  expect_refused({"--lenient"}, "name\nSmith, John\nDoe, Jane\n",
                 "t.csv:2: expected 1 field, got 2; fields are cut at \",\"");
  expect_refused({"--lenient"}, "name;x\n1;2\n\na;b;c\n1;2;3\n4;5;6\n7;8;9\n",
                 "t.csv:4: expected 2 fields, got 3");
  expect_refused({"--lenient"}, "Sales,2024\nid,name,city\n1,a,x\n",
                 "t.csv:2: expected 2 fields, got 3; if the header is line 2, "
                 "use --skip 1");
}

TEST_F(LenientTest, NamesTheColumnOfRowNames) {
  expect_rows({"--lenient"}, "x,y\nr1,5,6\nr2,7,8\n",
              {"1|'r1'|5|6", "2|'r2'|7|8"});
  ASSERT_EQ(run({"--lenient", "t.csv", "t.db"}).exit_code, 0);
  EXPECT_EQ(columns(), "'column_1 x y'");
}

TEST_F(LenientTest, TakesNoRowForTheHeader) {
  expect_mended({}, "id,name,city\n1,Ada,London\n2,Bob\n3,Cyd\n4,Dee\n",
                {"1|1|'Ada'|'London'", "2|2|'Bob'|NULL", "3|3|'Cyd'|NULL",
                 "4|4|'Dee'|NULL"},
                "3 short records padded");
  expect_rows({"--lenient"},
              "country,2019,2020,2021\nItaly,1,2,3,\nSpain,4,5,6,\n",
              {"1|'Italy'|1|2|3", "2|'Spain'|4|5|6"});
}

TEST_F(LenientTest, JoinsNoRecordsAtAQuoteAstray) {
  expect_mended({}, "a,b,c,d\n1,\"x\"\",3\n2,\"y\",4,5\n",
                {"1|1|'\"x\"\"'|3|NULL", "2|2|'y'|4|5"},
                "1 short record padded, 1 quote taken for an ordinary "
                "character");
  expect_refused({"--lenient"}, "a,b\n1,\"x\"\",3\n2,\"y\"\n",
                 "t.csv:2: expected 2 fields, got 3");
}

TEST_F(LenientTest, SkipsTheLinesThatTheHintNames) {
  expect_refused({"--skip", "1"}, "x\ry\nTitle\na,b\n1,2\n3,4\n",
                 "t.csv:3: expected 1 field, got 2; if the header is line 3, "
                 "use --skip 2");
  expect_rows({"--skip", "2"}, "x\ry\nTitle\na,b\n1,2\n3,4\n",
              {"1|1|2", "2|3|4"});
}

TEST_F(LenientTest, KeepsTextBehindAClosingQuote) {
  expect_mended({}, "a,b\n1,\"x\" y\n2,\"\"\"z\"\"\"!\n3,\"\"0\n",
                {"1|1|'x y'", "2|2|'\"z\"!'", "3|3|'0'"},
                "3 texts behind closing quotes kept");
}

TEST_F(LenientTest, TakesQuotesBeforeTextForData) {
  expect_mended({}, "id,t\n1,\"say \"hi\" now\"\n2,\"say \"hi, you\" now\"\n",
                {"1|1|'say \"hi\" now'", "2|2|'say \"hi, you\" now'"},
                "4 quotes taken for ordinary characters");
  expect_mended({"--delimiter", "||"},
                "id||t\n1||\"say \"hi\"\" \n2||\"\"x\"\n",
                {"1|1|'say \"hi\"'", "2|2|'\"x'"},
                "3 quotes taken for ordinary characters");
}

TEST_F(LenientTest, DropsBlanksBehindAQuote) {
  expect_rows({"--lenient"}, "a,b\n1,\"x\ny\" \n2,\"z\"\n\"3\"\t,4\n",
              {"1|1|'x\ny'", "2|2|'z'", "3|3|'4'"});
}

TEST_F(LenientTest, TakesAQuoteThatNeverClosesForACharacter) {
  expect_mended({}, "a,b\n1,\"x\n2,y\n3,\"z\n4,\"w\n",
                {"1|1|'\"x'", "2|2|'y'", "3|3|'\"z'", "4|4|'\"w'"},
                "3 quotes taken for ordinary characters");
  expect_mended({"--max-record", "20"},
                "a,b\n1,\"x\n2,y\n3,zzzzzzzzzzzzzz\"\n4,w\n",
                {"1|1|'\"x'", "2|2|'y'", "3|3|'zzzzzzzzzzzzzz\"'", "4|4|'w'"},
                "1 quote taken for an ordinary character");
}

TEST_F(LenientTest, TakesAQuoteForACharacterWhereOnlyThatFits) {
  expect_mended({}, "a,b,c\n1,\"x,3\n2,y,4\n5,z\"\n",
                {"1|1|'\"x'|3", "2|2|'y'|4", "3|5|'z\"'|NULL"},
                "1 short record padded, 1 quote taken for an ordinary "
                "character");
}

TEST_F(LenientTest, ReplacesWhatIsNoText) {
  expect_mended({}, "a,b\n1,x\xFFy\n2,\0\xC3\n3,\xC3\xA9\n"s,
                {"1|1|'x\uFFFDy'", "2|2|'\uFFFD\uFFFD'", "3|3|'\u00E9'"},
                "3 characters replaced");
  expect_mended({"--encoding", "WINDOWS-1252"}, "a,b\n1,\x81\xE9\n",
                {"1|1|'\uFFFD\u00E9'"}, "1 character replaced");
}

TEST_F(LenientTest, MendsRecordsOfAnyDialect) {
  expect_mended({"--delimiter", "||", "--quotechar", "'", "--escape", "\\",
                 "--trim", "--comment", "#"},
                "a||b||c\n# '||\n1 || 'x' y || \\|\n 2\n'3||4||5\n",
                {"1|'1'|'x y'|'|'", "2|'2'|NULL|NULL", "3|'''3'|'4'|'5'"},
                "1 short record padded, 1 text behind a closing quote kept, 1 "
                "quote taken for an ordinary character");
  expect_mended({}, "a;b\r1;\"x\r2\r", {"1|1|'\"x'", "2|2|NULL"},
                "1 short record padded, 1 quote taken for an ordinary "
                "character");
}

TEST_F(LenientTest, RefusesLineFeedsBehindAQuoteThatIsACharacter) {
  expect_refused({"--lenient"}, "a,b\r1,\"x\ny\r2,z\r",
                 "t.csv:2: a line feed outside quotes, where lines end at "
                 "carriage returns; make them alike first, such as with: tr "
                 "'\\r' '\\n'");
}

TEST_F(LenientTest, MendsFilesWithoutAHeader) {
  expect_mended({"--no-headers"}, "1,2\n3\n4,5\n",
                {"1|1|2", "2|3|NULL", "3|4|5"}, "1 short record padded");
}

TEST_F(LenientTest, CountsNoRepairsOfWhatIsRejected) {
  write("t.csv", "a,b\n1,\"x\"y,z\n2,\xFF,z\n3\n4,\xFF\n5,6\n");
  for (const Arguments& way : every_way()) {
    const RunResult result = run(
        way + Arguments{"-q", "--lenient", "--on-error", "skip", "--rejects",
                        "r", "--summary", "json", "t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 3);
    const auto json = nlohmann::json::parse(result.out);
    EXPECT_EQ(json.at("repairs"), nlohmann::json::parse(R"({
      "preamble_lines": 0, "padded_records": 1, "cut_records": 0,
      "kept_texts": 0, "literal_quotes": 0, "replaced_characters": 1,
      "repeated_headers": 0})"));
    EXPECT_EQ(json.at("tables").at(0).at("repairs"), json.at("repairs"));
    EXPECT_EQ(read("r"), "a,b\n1,\"x\"y,z\n2,\xFF,z\n");
    EXPECT_EQ(query("t.db", "SELECT rowid, * FROM t"),
              (Rows{"3|3|NULL", "4|4|'\uFFFD'", "5|5|'6'"}));
    remove("t.db");
  }
}

TEST_F(LenientTest, CountsTheRepairsOfOnePass) {
  std::string csv = numbered_rows(200'000);
  csv.insert(4, "0\n");
  write("t.csv", csv + "x,y\n");
  const RunResult result =
      run({"-q", "--lenient", "--summary", "json", "t.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 0);
  const auto json = nlohmann::json::parse(result.out);
  EXPECT_EQ(json.at("tables").at(0).at("passes"), 2);
  EXPECT_EQ(json.at("repairs").at("padded_records"), 1);
  EXPECT_EQ(json.at("rows"), 200'002);
}

TEST_F(LenientTest, PinsThePreambleThatItFound) {
  write("t.csv", "x\ny\na,b\n1,2\n");
  const RunResult result = run({"--lenient", "-v", "t.csv", "t.db"});
  EXPECT_TRUE(result.err.starts_with(
      "t.csv: chosen: --delimiter , --quotechar '\"' --skip 2 --table t "))
      << result.err;
}

TEST_F(LenientTest, HoldsRecordsToTheLimit) {
  expect_refused({"--lenient", "--max-record", "10"},
                 "a,b\n1,2\n\"" + std::string(20, 'x') + "\n",
                 "t.csv:3: the quote that opens here does not close within 10 "
                 "bytes; if the field is that long, raise --max-record");
}

// The line ends of this record stand in quotes or behind them, by the reading.
TEST_F(LenientTest, TakesNoLineEndForADelimiter) {
  for (const std::string delimiter : {"||", "\xE2\x82\xAC", "#"}) {
    write("t.csv", "\"p\"q" + delimiter + "\"a\"\"" + delimiter + "b\n\"\n");
    EXPECT_EQ(run({"--delimiter", delimiter, "t.csv", "t.db"}).exit_code, 1);
    const Arguments lenient = {"--lenient", "--no-headers", "--delimiter",
                               delimiter};
    EXPECT_EQ(run(lenient + Arguments{"t.csv", "t.db"}).exit_code, 0);
    EXPECT_EQ(query("t.db", "SELECT column_2 FROM t"), (Rows{"'b'", "NULL"}));
    remove("t.db");
  }
}

}  // namespace
}  // namespace csvimport
