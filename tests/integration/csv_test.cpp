// What a CSV file is.

#include "cli_fixture.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <fstream>
#include <thread>

namespace csvimport {
namespace {

using CsvTest = CliTest;

TEST_F(CsvTest, KeepsDelimitersAndDoubledQuotesInQuotedFields) {
  expect_rows({}, "a,b\n\"x,y\",\"say \"\"hi\"\"\"\n\"\"\"\",\"\"\"\"\"\"\n",
              {R"(1|'x,y'|'say "hi"')", R"(2|'"'|'""')"});
}

TEST_F(CsvTest, KeepsNewlinesInQuotesByteForByte) {
  expect_rows({}, "a,b\n\"1\n\n2\",x\n\"\r\n\",\"\r\"\n\"\n\",y\n",
              {"1|'1\n\n2'|'x'", "2|'\r\n'|'\r'", "3|'\n'|'y'"});
}

TEST_F(CsvTest, TakesAQuoteInMidFieldForAnOrdinaryCharacter) {
  expect_rows({}, "a,b\n6\" nail,x\"y\"\n a\"b, \"c\"\n",
              {R"(1|'6" nail'|'x"y"')", R"(2|' a"b'|' "c"')"});
}

TEST_F(CsvTest, EndsRecordsAtCrLf) {
  expect_rows({}, "a,b\r\n1,x\r\n2,\"y\"\r\n3,\"z\r\n\"\r\n",
              {"1|1|'x'", "2|2|'y'", "3|3|'z\r\n'"});
}

TEST_F(CsvTest, KeepsACrThatDoesNotEndARecord) {
  expect_rows({}, "a,b\n1\r2,x\r\r\n", {"1|'1\r2'|'x\r'"});
}

TEST_F(CsvTest, EndsRecordsAtCrWhereTheFileHasNoLf) {
  expect_rows({}, "a,b\r1,x\r\r2,\"y\rz\"\r3,w",
              {"1|1|'x'", "2|2|'y\rz'", "3|3|'w'"});
}

TEST_F(CsvTest, SkipsAByteOrderMark) {
  expect_rows({}, "\xEF\xBB\xBF\"a\",b\n1,2\n", {"1|1|2"});
  EXPECT_EQ(run({"t.csv", "t.db"}).exit_code, 0);
  EXPECT_EQ(query("t.db", "SELECT a, b FROM t"), (Rows{"1|2"}));
}

TEST_F(CsvTest, SkipsBlankLines) {
  expect_rows({}, "\n\r\na,b\n\n1,2\n\r\n\n3,4\n\n", {"1|1|2", "2|3|4"});
}

TEST_F(CsvTest, TakesABlankLineForNullInATableOfOneColumn) {
  expect_rows({}, "\na\n1\n\n3\r\n\r\n", {"1|1", "2|NULL", "3|3", "4|NULL"});
  expect_rows({"--no-headers"}, "\nx\n", {"1|NULL", "2|'x'"});
}

TEST_F(CsvTest, TakesALastRecordWithoutAnEnd) {
  expect_rows({}, "a,b\n1,2\n3,4", {"1|1|2", "2|3|4"});
  expect_rows({}, "a,b\n1,x\n3,\"y\"", {"1|1|'x'", "2|3|'y'"});
  expect_rows({}, "a,b\n1,2\n,", {"1|1|2", "2|NULL|NULL"});
}

TEST_F(CsvTest, MakesATableWithoutRowsOfAHeaderAlone) {
  expect_rows({}, "a,b", {});
  EXPECT_EQ(run({"t.csv", "t.db"}).exit_code, 0);
  EXPECT_EQ(query("t.db", "SELECT name, type FROM pragma_table_info('t')"),
            (Rows{"'a'|'TEXT'", "'b'|'TEXT'"}));
}

TEST_F(CsvTest, SplitsAtADelimiterOfOneByte) {
  expect_rows({"--delimiter", ";"}, "a;b\n\"1;2\";3,4\n", {"1|'1;2'|'3,4'"});
  expect_rows({"--delimiter", "\\t"}, "a\tb\n1\t\"x\ty\"\n", {"1|1|'x\ty'"});
  expect_rows({"--delimiter", "\t"}, "a\tb\n1\t2\n", {"1|1|2"});
  expect_rows({"--delimiter", "|"}, "a|b\n1|2\n", {"1|1|2"});
  expect_rows({"--delimiter", " "}, "a b\n1 2\n", {"1|1|2"});
  expect_rows({"--delimiter", "x"}, "axb\n1x2\n", {"1|1|2"});
}

TEST_F(CsvTest, SplitsAtADelimiterOfSeveralBytes) {
  expect_rows({"--delimiter", ", "}, "a, b\n1,2, \"x, \"\"y\"\"\n\"\n",
              {"1|'1,2'|'x, \"y\"\n'"});
  expect_rows({"--delimiter", "||"}, "a||b||c\n1|2||||\"||\"\n",
              {"1|'1|2'|NULL|'||'"});
  expect_rows({"--delimiter", "::"}, "a::b\n1:::2\n", {"1|1|':2'"});
  expect_rows({"--delimiter", "€"}, "a€b\n1€\"€\"\n", {"1|1|'€'"});
}

TEST_F(CsvTest, TakesAnyQuoteCharacterOrNone) {
  expect_rows({"--quotechar", "'"}, "a,b\n'x,''y''','\n'\n",
              {"1|'x,''y'''|'\n'"});
  expect_rows({"--quotechar", "|"}, "a,b\n|x,||\"y|,|\n|\n",
              {"1|'x,|\"y'|'\n'"});
  expect_rows({"--quotechar", "none"}, "a,b\n\"x,y\"\n", {R"(1|'"x'|'y"')"});
  expect_rows({"--quotechar", "%", "--delimiter", ", "}, "a, b\n%x, y%, 50%\n",
              {"1|'x, y'|'50%'"});
  expect_rows({"--quotechar", "none", "--delimiter", "||"}, "a||b\n\"x||y\"\n",
              {R"(1|'"x'|'y"')"});
}

TEST_F(CsvTest, ReadsTheFirstRecordAsDataWithoutHeaders) {
  expect_rows({"--no-headers"}, "1,x\n2,y\n", {"1|1|'x'", "2|2|'y'"});
  EXPECT_EQ(run({"--no-headers", "t.csv", "t.db"}).exit_code, 0);
  EXPECT_EQ(query("t.db", "SELECT column_1, column_2 FROM t LIMIT 1"),
            (Rows{"1|'x'"}));
}

TEST_F(CsvTest, SkipsLinesBeforeTheHeaderWhateverIsInThem) {
  expect_rows({"--skip", "2"}, "an \"open quote,\n\xFF,,,\na,b\n1,2\n",
              {"1|1|2"});
  const std::string long_line(10'000, 'x');
  expect_rows({"--skip", "1"}, long_line + "\na,b\n1,2\n", {"1|1|2"});
}

TEST_F(CsvTest, SkipsLinesThatEndAtCarriageReturns) {
  expect_rows({"--skip", "2"}, "an \"open quote,\r\r\na,b\r1,2\r", {"1|1|2"});
  expect_rows({"--skip", "2"}, "x\ry\ra,b\r1,2\r3,4\r", {"1|1|2", "2|3|4"});
  expect_rows({"--skip", "2"}, "x\ry\ra,b\r1,\"2\n\"\r3,4\r",
              {"1|1|'2\n'", "2|3|'4'"});
  expect_rows({"--skip", "2"}, "\"x\ny\"\ra,b\r1,2\r", {"1|1|2"});
  const std::string long_line(10'000, 'x');
  expect_rows({"--skip", "1"}, long_line + "\ra,b\r1,2", {"1|1|2"});
  expect_rows({"--skip", "1"}, std::string(4095, 'x') + "\r\na,b\r1,2",
              {"1|1|2"});
  for (const char* const end : {"", "\r", "\n", "\r\n"}) {
    expect_rows({"--skip", "2", "--no-headers"},
                std::string("x\ry\r1,\"2\n\"") + end, {"1|1|'2\n'"});
    expect_rows({"--skip", "1"}, std::string("x\ra,b") + end, {});
  }
  expect_rows({"--no-headers"}, "sep=;\r1;2\r", {"1|1|2"});
  expect_refused({"--skip", "2"}, "x\ry\ra,b\r1\r",
                 "t.csv:4: expected 2 fields, got 1");
  expect_refused({"--skip", "9"}, "a,b\r1,2\r",
                 "t.csv: nothing is left to import behind the lines skipped");
}

TEST_F(CsvTest, SkipsLinesThatEndOtherwiseThanTheRecords) {
  for (const char* const line_end : {"\n", "\r\n", "\r"}) {
    const std::string before = std::string("Title") + line_end + "x" + line_end;
    expect_rows({"--skip", "2"}, before + "a,b\r1,2\r", {"1|1|2"});
    expect_rows({}, std::string("sep=;") + line_end + "a;b\r1;2\r", {"1|1|2"});
  }
  expect_rows({"--skip", "2"}, "10%\r20%\r\nx\na,b\n1,2\n", {"1|1|2"});
}

TEST_F(CsvTest, DropsByteOrderMarksWhereRecordsStart) {
  const std::string mark = "\xEF\xBB\xBF";
  const std::string part = mark + "\"x\ny\",1\n" + mark + "z,2\n";
  const Rows rows = {"1|'x\ny'|1", "2|'z'|2"};
  expect_rows({}, mark + "a,b\n" + part, rows);
  expect_rows({}, mark + mark + "\"a\",b\n" + part, rows);
  expect_rows({}, "a,b\n" + mark + part, rows);
  expect_rows({"--lenient"}, "a,b\n" + part, rows);
  expect_rows({"--trim"}, "a,b\n" + part, rows);
  expect_rows({"--delimiter", "::"}, "a::b\n" + mark + "\"x::\"::1\n",
              {"1|'x::'|1"});
  expect_rows({"--escape", "\\"}, "a,b\n" + part, rows);
  expect_rows({"--comment", "#"}, "a,b\n" + mark + "#\"\n" + part, rows);
  expect_rows({"--skip", "1"}, "x\n" + mark + "\"a\",b\n" + part, rows);
  expect_rows({"--no-headers"}, part, rows);
  expect_rows({}, mark + "a,b\r" + mark + "\"x\n\",1\r" + mark + "z,2\r",
              {"1|'x\n'|1", "2|'z'|2"});
  // Of files without a line.
  expect_rows({}, "a,b\n1,2\n" + mark + mark + "\n3,4\n" + mark,
              {"1|1|2", "2|3|4"});
  // Elsewhere it is data.
  expect_rows({}, "a,b\n\"" + mark + "x\"," + mark + "\n",
              {"1|'" + mark + "x'|'" + mark + "'"});
  expect_refused({}, "a,b\n" + mark + "\"x\ny\",1\n" + mark + "z\n",
                 "t.csv:4: expected 2 fields, got 1");
}

TEST_F(CsvTest, DropsByteOrderMarksInAnyBatch) {
  std::string csv = "n,text\n";
  Rows rows;
  for (int i = 1; i <= 3000; ++i) {
    csv += "\xEF\xBB\xBF\"" + std::to_string(i) + "\",\"x\ny\"\n";
    rows.push_back(std::to_string(i) + "|" + std::to_string(i) + "|'x\ny'");
  }
  expect_rows({}, csv, rows);
}

TEST_F(CsvTest, TakesAnyCharacterForTheQuote) {
  for (const char* const quote : {"þ", "€", "😀"}) {
    SCOPED_TRACE(quote);
    const auto written = [&](std::string_view text) {
      std::string csv;
      for (const char byte : text)
        csv += byte == '~' ? quote : std::string{byte};
      return csv;
    };
    const Arguments flags{"--quotechar", quote};
    expect_rows(
        flags, written("a,~b~\n~1~,~x~~,\n~\n2,y~\n~~,~~~~\n"),
        {written("1|1|'x~,\n'"), written("2|2|'y~'"), written("3|NULL|'~'")});
    expect_rows(flags + Arguments{"--delimiter", "||", "--trim"},
                written("a||b\n ~1~ || ~||\n~\n"), {"1|1|'||\n'"});
    expect_rows(flags + Arguments{"--lenient"},
                written("a,b\n~x~ y,~z\n1,~q,~~~\n\n2,~\n3\n"),
                {written("1|'~x~ y'|'~z'"), written("2|'1'|'q,~'"),
                 written("3|'2'|'~'"), "4|'3'|NULL"});
    expect_refused(flags, written("a,b\n1,~x~y\n"),
                   "t.csv:2: column \"b\": text after the closing quote; a "
                   "quote inside a quoted field must be doubled");
    expect_refused(flags, written("a,b\n1,x\n2,~y\n"),
                   "t.csv:3: the quote that opens here never closes; if "
                   "quotes are data, use --quotechar none");
    write("t.csv", written("~a~,~b~\n~1~,~x,y~\n"));
    const RunResult result = run(flags + Arguments{"-v", "t.csv", "t.db"});
    EXPECT_NE(result.err.find(written("--quotechar '~' --table")),
              std::string::npos)
        << result.err;
    remove("t.db");
  }
}

TEST_F(CsvTest, TakesFurtherSpellingsOfNullWhereTheyAreUnquoted) {
  expect_rows({"--null", "NA", "--null", "-", "--null", "[NULL]"},
              "a,b\nNA,x\n1,-\n[NULL],\"NA\"\n,\"\"\n",
              {"1|NULL|'x'", "2|1|NULL", "3|NULL|'NA'", "4|NULL|''"});
}

TEST_F(CsvTest, TakesSpellingsOfNullInQuotesWhereAsked) {
  expect_rows({"--null-quoted", "--null", "NA"},
              "a,b\nNA,\"x\"\n\"1\",\"NA\"\n\"\",\"\"\n,\"N\"\"A\"\n",
              {"1|NULL|'x'", "2|1|NULL", "3|NULL|NULL", "4|NULL|'N\"A'"});
  expect_rows({"--null-quoted"}, "a,b\n\"\",\"NA\"\n", {"1|NULL|'NA'"});
  expect_rows({"--null-quoted", "--null", "x", "--quotechar", "'"},
              "a\n''\n'x'\n\n1\n", {"1|NULL", "2|NULL", "3|NULL", "4|1"});
  expect_rows({"--null-quoted", "--null", "x", "--select", "b"},
              "a,b\nx,\"x\"\n1,\"\"\n", {"1|NULL", "2|NULL"});
  expect_rows({"--null-quoted", "--null", "x", "--lenient"},
              "a,b\n\"x\",1\n\"\"x,\"2\"\n\"x\"\n3,4\n",
              {"1|NULL|1", "2|NULL|2", "3|NULL|NULL", "4|3|4"});
}

TEST_F(CsvTest, InfersTypesWithoutQuotedSpellingsOfNullWhereAsked) {
  write("t.csv", "a,b\n\"NULL\",\"\"\n\"1\",\"2.5\"\n");
  for (const Arguments& way : every_way()) {
    ASSERT_EQ(run(way + Arguments{"-q", "--null", "NULL", "--null-quoted",
                                  "t.csv", "t.db"})
                  .exit_code,
              0);
    EXPECT_EQ(query("t.db", "SELECT type FROM pragma_table_info('t')"),
              (Rows{"'INTEGER'", "'REAL'"}));
    remove("t.db");
  }
}

TEST_F(CsvTest, ReadsStandardInput) {
  for (const Arguments& way : every_way()) {
    const Arguments arguments = way + Arguments{"-", "t.db"};
    ASSERT_EQ(run_binary(arguments, "a,b\n1,x\n").exit_code, 0);
    EXPECT_EQ(query("t.db", "SELECT * FROM stdin"), (Rows{"1|'x'"}));
    remove("t.db");
    ASSERT_EQ(run_piped(arguments, "a,b\n1,x\n").exit_code, 0);
    EXPECT_EQ(query("t.db", "SELECT * FROM stdin"), (Rows{"1|'x'"}));
    remove("t.db");
  }
}

TEST_F(CsvTest, ReadsAFifoThatIsOpenedLater) {
  ASSERT_EQ(::mkfifo(path("t.csv").c_str(), 0600), 0);
  Process process = start({"t.csv", "t.db"});
  std::jthread writer([&] { std::ofstream(path("t.csv")) << "a,b\n1,x\n"; });
  EXPECT_EQ(finish(process).exit_code, 0);
  EXPECT_EQ(query("t.db", "SELECT * FROM t"), (Rows{"1|'x'"}));
}

TEST_F(CsvTest, KeepsTheOrderOfTheFile) {
  std::string csv = "n,text\n";
  Rows rows;
  for (int i = 1; i <= 3000; ++i) {
    const std::string text(static_cast<std::size_t>(i % 50), 'x');
    csv += std::to_string(i) + ",\"" + text + "\n\"\n";
    rows.push_back(std::to_string(i) + "|" + std::to_string(i) + "|'" + text +
                   "\n'");
  }
  expect_rows({}, csv, rows);
}

}  // namespace
}  // namespace csvimport
