// What a CSV file is not. Whole messages are compared.

#include "cli_fixture.hpp"

namespace csvimport {
namespace {

using MalformedCsvTest = CliTest;

TEST_F(MalformedCsvTest, RefusesTextAfterAClosingQuote) {
  const std::string problem =
      ": text after the closing quote; a quote inside a quoted field must be "
      "doubled";
  const std::string are_data = "; if quotes are data, use --quotechar none";
  expect_refused({}, "a,b\n1,2\n\"x\"y,2\n",
                 "t.csv:3: column \"a\"" + problem + are_data);
  expect_refused({}, "a,b\n\"\n\",\"x\" \n",
                 "t.csv:3: column \"b\"" + problem +
                     "; if blanks around fields are no data, use --trim");
  expect_refused({}, "a,b\n1,\"say \\\"hi\\\"\"\n",
                 "t.csv:2: column \"b\"" + problem +
                     "; if a backslash makes the next character literal, use "
                     "--escape '\\'");
  expect_refused({}, "a,b\n1,2,\"x\"y\n", "t.csv:2: column 3" + problem);
  expect_refused({}, "a,\"b\"c\n", "t.csv:1: field 2" + problem);
  expect_refused({"--delimiter", "::"}, "a::b\n1::\"x\"y\n",
                 "t.csv:2: column \"b\"" + problem);
}

TEST_F(MalformedCsvTest, NamesTheLineWhereAQuoteOpensThatNeverCloses) {
  expect_refused({}, "a,b\n1,\"2\n3,4\n5,6\n",
                 "t.csv:2: the quote that opens here never closes; if quotes "
                 "are data, use --quotechar none");
  expect_refused({}, "a,b\n\"1\n2\",\"3\n4\n",
                 "t.csv:3: the quote that opens here never closes; if quotes "
                 "are data, use --quotechar none");
  expect_refused({}, "a,\"b\n1,2\n",
                 "t.csv:1: the quote that opens here never closes; if quotes "
                 "are data, use --quotechar none");
}

TEST_F(MalformedCsvTest, GivesUpOnAQuoteBeyondTheLongestRecord) {
  expect_refused({"--max-record", "50"},
                 "a,b\n1,2\n3,\"" + std::string(10'000, 'x') + "\"\n",
                 "t.csv:3: the quote that opens here does not close within 50 "
                 "bytes; if the field is that long, raise --max-record");
}

TEST_F(MalformedCsvTest, GivesUpOnAQuoteWhileThePipeIsStillOpen) {
  Process process = start({"-", "t.db"});
  process.feed("a,b\n1,\"");
  const std::string block(1 << 20, 'x');
  for (int i = 0; i < 70; ++i) process.feed(block);
  const RunResult result = process.wait();
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(result.err,
            "error: stdin:2: the quote that opens here does not close within "
            "67108864 bytes; if the field is that long, raise --max-record\n");
}

TEST_F(MalformedCsvTest, RefusesARecordBeyondTheLongest) {
  const std::string problem =
      "t.csv:3: the record is longer than 50 bytes; if that is right, raise "
      "--max-record";
  expect_refused({"--max-record", "50"},
                 "a,b\n1,2\n3," + std::string(200, 'x') + "\n", problem);
  const std::string longest(48, 'x');
  expect_rows({"--max-record", "50"}, "a,b\n1," + longest + "\n",
              {"1|1|'" + longest + "'"});
  expect_refused({"--max-record", "50"}, "a,b\n1,2\n3," + longest + "y\n",
                 problem);
}

TEST_F(MalformedCsvTest, RefusesANulByte) {
  using namespace std::string_literals;
  expect_refused(
      {}, "a,b\n1,2\n3,\"\n\0\"\n"s,
      "t.csv:4: column \"b\": a NUL byte, which no CSV file should hold");
  expect_refused({}, "a\0,b\n1,2\n"s,
                 "t.csv:1: a NUL byte, which no CSV file should hold; if the "
                 "file is UTF-16, say so with --encoding UTF-16LE or "
                 "UTF-16BE");
}

TEST_F(MalformedCsvTest, RefusesInvalidUtf8) {
  const std::string way_out =
      " not valid UTF-8; name the file's encoding, such as with --encoding "
      "WINDOWS-1252";
  const std::string in_b = "column \"b\": byte";
  expect_refused({}, "a,b\n1,u\n2,\"\nM\xFCller\"\n",
                 "t.csv:4: " + in_b + " 0xFC is" + way_out);
  expect_refused({}, "a,b\n1,ü\n2,\"\nM\xFCller\"\n",
                 "t.csv:4: " + in_b +
                     " 0xFC is not valid UTF-8, which the file is elsewhere; "
                     "leave such records out with --on-error skip --rejects "
                     "FILE");
  expect_refused({}, "a,b\n1,x\xC3\n\xBC,2\n",
                 "t.csv:2: " + in_b + " 0xC3 is" + way_out);
  expect_refused({}, "a,b\n1,\xED\xA0\x80\n",
                 "t.csv:2: " + in_b + "s 0xED 0xA0 0x80 are" + way_out);
  expect_refused({}, "a,b\n1,2,\xC0\x80\n",
                 "t.csv:2: column 3: bytes 0xC0 0x80 are" + way_out);
  expect_refused({}, "M\xFC,b\n1,2\n", "t.csv:1: byte 0xFC is" + way_out);
}

TEST_F(MalformedCsvTest, RefusesRecordsOfAnotherWidthThanTheHeader) {
  expect_refused({}, "a,b\n1,2\n\n3\n", "t.csv:4: expected 2 fields, got 1");
  expect_refused({}, "a,b\n1,\"\n\"\n1,2,3\n",
                 "t.csv:4: expected 2 fields, got 3");
  expect_refused({}, "a\n1\n2,\n",
                 "t.csv:3: expected 1 field, got 2; fields are cut at \",\"");
  expect_refused({"--delimiter", "||"}, "a||b\n1|2\n",
                 "t.csv:2: expected 2 fields, got 1");
  expect_refused({}, "a,b\r1,2\r\r3\r", "t.csv:4: expected 2 fields, got 1");
}

TEST_F(MalformedCsvTest, CountsLinesThatWereSkipped) {
  expect_refused({"--skip", "2"}, "x\ny\na,b\n1\n",
                 "t.csv:4: expected 2 fields, got 1");
}

TEST_F(MalformedCsvTest, RefusesAnEmptyFileAmongOthers) {
  write("t.csv", "");
  write("u.csv", "a,b\n1,2\n");
  EXPECT_EQ(run({"u.csv", "t.csv", "t.db"}).err,
            "error: t.csv: the file is empty; leave it out\n");
}

TEST_F(MalformedCsvTest, RefusesAnEmptyFile) {
  expect_refused({}, "", "t.csv: the file is empty");
  expect_refused({}, "\xEF\xBB\xBF", "t.csv: the file is empty");
  for (const Arguments& flags : {Arguments{}, Arguments{"--no-headers"}}) {
    expect_refused(flags, "\n\r\n\n",
                   "t.csv: holds no record, only blank lines");
    expect_refused(flags + Arguments{"--comment", "#"}, "# a\n# b",
                   "t.csv: holds no record, only blank lines and comments");
  }
  expect_refused({"--skip", "3"}, "a,b\n1,2\n",
                 "t.csv: nothing is left to import behind the lines skipped");
}

TEST_F(MalformedCsvTest, ReportsTheFirstBadRecordOfTheFile) {
  const std::string problem = "t.csv:2: expected 2 fields, got 1";
  expect_refused({}, "a,b\n1\n2,\xFF\n3,\"x\"y\n4,\"z\n", problem);
  expect_refused({}, "a,b\n1\n2,\"x\n", problem);
  expect_refused({}, "a,b\n1,\"x\"y\n2\n",
                 "t.csv:2: column \"b\": text after the closing quote; a "
                 "quote inside a quoted field must be doubled; if quotes are "
                 "data, use --quotechar none");
}

TEST_F(MalformedCsvTest, NamesTheFlagThatTheBytesSuggest) {
  expect_refused({}, "a,b\n1,2\n3;4\n",
                 "t.csv:3: expected 2 fields, got 1; fields are cut at \",\"");
  for (const char* const other : {"|", "~", "\x1F", "\x01"}) {
    expect_refused(
        {}, std::string("a,b\n1,2\n3") + other + "4\n",
        "t.csv:3: expected 2 fields, got 1; fields are cut at \",\"");
  }
  expect_refused({}, "name\nSmith, John\nDoe, Jane\n",
                 "t.csv:2: expected 1 field, got 2; fields are cut at \",\"");
  expect_refused({"--delimiter", ","}, "a,b\n1,2\n3;4\n",
                 "t.csv:3: expected 2 fields, got 1");
  expect_refused({}, "a,b\n1,2\n3,4,\n",
                 "t.csv:3: expected 2 fields, got 3; --lenient drops the empty "
                 "field at its end");
  expect_refused({}, "a,b\n1,2\n3,x\\,y\n",
                 "t.csv:3: expected 2 fields, got 3; if a backslash makes the "
                 "next character literal, use --escape '\\'");
  expect_refused(
      {}, "a,b\n1,2\n3, \"x,y\"\n",
      "t.csv:3: expected 2 fields, got 3; if blanks around fields are "
      "no data, use --trim");
}

TEST_F(MalformedCsvTest, SuggestsNoEscapeAgainstTheOtherRecords) {
  const std::string advice =
      "; if a backslash makes the next character literal, use --escape '\\'";
  expect_refused({}, "a,b\nC:\\,y\nD:\\x\\,z\n3,x\\,y\n",
                 "t.csv:4: expected 2 fields, got 3");
  expect_refused({}, "a,b\nx\\y,1\nx\\,y,z\n",
                 "t.csv:3: expected 2 fields, got 3" + advice);
  const std::string problem =
      "column \"a\": text after the closing quote; a quote inside a quoted "
      "field must be doubled";
  const std::string paths = "a,b\n\"C:\\\",1\n\"D:\\\",2\n\"E:\\\",3\n";
  expect_refused(
      {}, paths + "\"x\\\"y\",1\n",
      "t.csv:5: " + problem + "; if quotes are data, use --quotechar none");
  expect_refused({}, "a,b\n\"x\\\"y\",1\n", "t.csv:2: " + problem + advice);
}

TEST_F(MalformedCsvTest, ReportsTheFirstBadRecordBehindTheSample) {
  std::string csv = "a,b\n";
  for (int i = 0; i < 200'000; ++i) csv += "1234,5678\n";
  write("t.csv", csv + "1\n\"x\"y,1\n2,\"z\n");
  for (const Arguments& way : every_way()) {
    const RunResult result =
        run(way + Arguments{"--batch-size", "4KiB", "t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_EQ(result.err, "error: t.csv:200002: expected 2 fields, got 1\n");
    EXPECT_EQ(files(), (Rows{"t.csv"}));
  }
}

TEST_F(MalformedCsvTest, RefusesLineFeedsAmongCarriageReturns) {
  write("t.csv", "a,b\r" + std::string(70'000, '1') + ",2\r3,4\n5,6\r");
  const RunResult result = run({"--delimiter", ",", "t.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_FALSE(exists("t.db"));
  write("t.csv", "a\r" + std::string(70'000, '1') + "\r3\n5\r");
  EXPECT_EQ(run({"t.csv", "t.db"}).err,
            "error: t.csv:3: a line feed outside quotes, where lines end at "
            "carriage returns; make them alike first, such as with: tr '\\r' "
            "'\\n'\n");
}

TEST_F(MalformedCsvTest, ReadsACrlfThatTheSampleCutsInTwo) {
  write("t.csv", std::string(65'533, 'a') + ",b\r\n0,x\r\n");
  ASSERT_EQ(read("t.csv")[65'535], '\r');
  EXPECT_EQ(run({"t.csv", "t.db"}).exit_code, 0);
  EXPECT_EQ(query("t.db", "SELECT * FROM t"),
            (std::vector<std::string>{"0|'x'"}));
}

TEST_F(MalformedCsvTest, CountsAMillionFieldsBetweenLongDelimiters) {
  std::string line;
  for (int i = 0; i < 1'000'000; ++i) line += "x||";
  write("t.csv", "a||b\n" + line + "\n");
  const RunResult result = run({"--delimiter", "||", "t.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(result.err, "error: t.csv:2: expected 2 fields, got 1000001\n");
}

}  // namespace
}  // namespace csvimport
