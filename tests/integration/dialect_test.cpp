// Escapes, comments and fields that are trimmed: dialects that are never
// sniffed but set.

#include "cli_fixture.hpp"

#include <string>

namespace csvimport {
namespace {

using namespace std::string_literals;

class DialectTest : public CliTest {
 protected:
  // Imports a file of data/ with the flags, which -v is to print again behind
  // the delimiter and the quote. Returns the table's rows.
  Rows import(const std::string& name, const Arguments& flags,
              const std::string& pinned) {
    const RunResult result =
        run(flags + Arguments{"-v", "--table", "t", data(name), "t.db"});
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_TRUE(result.err.starts_with(
        data(name) + ": chosen: --delimiter , --quotechar '\"' " + pinned +
        " --table t --type"))
        << result.err;
    return query("t.db", "SELECT * FROM t");
  }
};

TEST_F(DialectTest, SkipsCommentsThatSeveralBytesStart) {
  const std::string csv = "// x,\"\na,b\n//\n1,/\n/2,//\n //,3\n//";
  expect_rows({"--comment", "//"}, csv,
              {"1|'1'|'/'", "2|'/2'|'//'", "3|' //'|'3'"});
  expect_rows({"--comment", "//", "--trim"}, csv, {"1|'1'|'/'", "2|'/2'|'//'"});
  expect_rows({"--comment", "--", "--no-headers"}, "-1,x\n--,\n-,y\n",
              {"1|'-1'|'x'", "2|'-'|'y'"});
  expect_rows({"--comment", "REM", "--escape", "\\"}, "a,b\nREM \\\n1,2\n",
              {"1|1|2"});
  expect_rows({"--comment", "»", "--lenient"}, "a,b\n»\"\n1,\"2\n3,4\n",
              {"1|1|'\"2'", "2|3|'4'"});
  expect_rows({"--comment", "//"}, "//\"\ra,b\r//c\r1,\"\r//\"\r",
              {"1|1|'\r//'"});
  expect_refused({"--comment", "//"}, "// a\na,b\n// b\n1\n",
                 "t.csv:4: expected 2 fields, got 1");
}

TEST_F(DialectTest, PrintsCommentsSoThatTheyPaste) {
  write("t.csv", "//\na,b\n1,2\n");
  const RunResult result = run({"-v", "--comment", "//", "t.csv", "t.db"});
  EXPECT_NE(result.err.find(" --comment // "), std::string::npos) << result.err;
}

TEST_F(DialectTest, ReadsBackslashEscapes) {
  EXPECT_EQ(import("backslash_escapes.csv", {"--escape", "\\", "--null", "\\N"},
                   "--escape '\\'"),
            (Rows{"1|'Quinn, Ada'|'says \"hi\"'", "2|'O\\N'|NULL",
                  "3|'two\nlines'|'doubled \" too'"}));
}

TEST_F(DialectTest, SkipsComments) {
  EXPECT_EQ(import("comments.csv", {"--comment", "#"}, "--comment '#'"),
            (Rows{"1|'a\n# no comment\n'", "2|'# nor this'"}));
}

TEST_F(DialectTest, TrimsPaddedFields) {
  EXPECT_EQ(import("padded_fields.csv", {"--trim"}, "--trim"),
            (Rows{"1|'Ada'|' kept '", "22|'Bo, B'|NULL"}));
}

TEST_F(DialectTest, MakesAnyCharacterLiteral) {
  expect_rows({"--escape", "\\"},
              "a,b\n\\\"x,y\\\"\n\"\\\"\\,\\\\\",\\n\n\\\r\n,\"\\\n\"\n",
              {"1|'\"x'|'y\"'", "2|'\",\\'|'n'", "3|'\r\n'|'\n'"});
  expect_rows({"--escape", "^"}, "a,b\n^7,^^\n\"^é\",^é\n",
              {"1|'7'|'^'", "2|'é'|'é'"});
}

TEST_F(DialectTest, MakesAWholeDelimiterLiteral) {
  expect_rows({"--escape", "\\", "--delimiter", "||"},
              "a||b\n1\\||2||\\|3\n\"\\\"||\"||\n",
              {"1|'1||2'|'|3'", "2|'\"||'|NULL"});
}

TEST_F(DialectTest, EscapesWithoutQuotesAndWithOthers) {
  expect_rows({"--escape", "\\", "--quotechar", "none"},
              "a,b\n\"1\\,2\",\"\\\n\n", {"1|'\"1,2\"'|'\"\n'"});
  expect_rows({"--escape", "\\", "--quotechar", "'"}, "a,b\n'\\'\n',it's\n",
              {"1|'''\n'|'it''s'"});
}

TEST_F(DialectTest, EscapesWhereLinesEndAtCarriageReturns) {
  expect_rows({"--escape", "\\"}, "a,b\r1,x\\\ry\r2,\"\\\"\r\"\r",
              {"1|1|'x\ry'", "2|2|'\"\r'"});
}

TEST_F(DialectTest, TellsEscapedLineFeedsFromOnesThatMixLineEnds) {
  const std::string start = "a,b\r\"\n\",x\\\ny\r";
  expect_rows({"--escape", "\\"}, start, {"1|'\n'|'x\ny'"});
  expect_refused({"--escape", "\\"},
                 start + std::string(70'000, 'x') + ",y\r1,\\\\\n2\r",
                 "t.csv:4: a line feed outside quotes, where lines end at "
                 "carriage returns; make them alike first, such as with: tr "
                 "'\\r' '\\n'");
}

TEST_F(DialectTest, TakesAnEscapeThatEndsTheFileForData) {
  expect_rows({"--escape", "\\"}, "a,b\n1,x\\", {"1|1|'x\\'"});
  expect_rows({"--escape", "\\"}, "a,b\n1,x\\\\", {"1|1|'x\\'"});
}

TEST_F(DialectTest, TakesAnEscapedLineEndForDataAlsoAtTheEnd) {
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    expect_rows({"--escape", "\\"}, "a,b\n1,x\\" + end, {"1|1|'x" + end + "'"});
  }
  expect_rows({"--escape", "\\", "--comment", "#"}, "a\n1\n#\\\n", {"1|1"});
}

TEST_F(DialectTest, DoubtsNullsThatEscapesMakeLettersOf) {
  const std::string warning =
      "warning: t.csv: has \\N for fields, of which --escape makes the letter "
      "N; --null '\\N' makes NULL of them\n";
  const auto warns = [&](const std::string& csv, const Arguments& flags) {
    write("t.csv", csv);
    const RunResult result = run(flags + Arguments{"t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    remove("t.db");
    return result.err.find(warning) != std::string::npos;
  };
  const Arguments escape = {"--escape", "\\"};
  const Arguments null = {"--null", "\\N"};
  for (const char* const csv :
       {"a,b\n1,\\N\n", "a,b\n\\N,2\r\n3,4\r\n", "a,b\n1,\\N"}) {
    EXPECT_TRUE(warns(csv, escape));
    EXPECT_FALSE(warns(csv, escape + null));
    EXPECT_FALSE(warns(csv, {"--escapes", "c"}));
    EXPECT_FALSE(warns(csv, {}));
  }
  EXPECT_FALSE(warns("a,b\n1,\\Na\n2,x\\N\n", escape));
}

TEST_F(DialectTest, HasNoEscapeThatIsTheQuote) {
  expect_rows({"--escape", "\"", "--null", "\"N"},
              "a,b\n\"x\"\"\",1\ny\",2\nz,\"N\"\n",
              {"1|'x\"'|'1'", "2|'y\"'|'2'", "3|'z'|'N'"});
}

TEST_F(DialectTest, TellsAnEscapedNullFromItsText) {
  expect_rows({"--escape", "\\", "--null", "\\N", "--null", "NA"},
              "a,b\n\\N,\\\\N\n\"\\N\",N\\A\nNA,\\NN\n",
              {"1|NULL|'\\N'", "2|'N'|NULL", "3|NULL|'NN'"});
  expect_rows({"--null", "\\N"}, "a,b\n\\N,\\\\N\n", {"1|NULL|'\\\\N'"});
}

TEST_F(DialectTest, TellsAnEscapedNullInQuotesFromItsText) {
  expect_rows({"--escape", "\\", "--null", "\\N", "--null-quoted"},
              "a,b\n\"\\N\",\"\\\\N\"\n\"\",\"\\NN\"\n\\N,\"\\N\"\"\"\n",
              {"1|NULL|'\\N'", "2|NULL|'NN'", "3|NULL|'N\"'"});
  expect_rows({"--escape", "\\", "--null", "\\N", "--null-quoted", "--trim"},
              "a,b\n \"\\N\" , \"\\N \" \n", {"1|NULL|'N '"});
  expect_refused({"--escape", "\\", "--null", "\\N", "--null-quoted"},
                 "a,b\n\"\\N\"x,1\n",
                 "t.csv:2: column \"a\": text after the closing quote; a quote "
                 "inside a quoted field must be doubled");
}

TEST_F(DialectTest, ReadsEscapesAsCWritesThem) {
  expect_rows(
      {"--escapes", "c"},
      "a,b\n\\n\\t\\r\\b\\f\\v\\Z,\\\\\n\"\\n\\\"x\",\\a\\,\\\n\n\\101\\x42,"
      "\\303\\xA4\n",
      {"1|'\n\t\r\b\f\v\x1A'|'\\'", "2|'\n\"x'|'a,\n'", "3|'AB'|'ä'"});
  expect_rows({"--escapes", "c", "--escape", "^"}, "a,b\n^n,\\n\n^N,^^N\n",
              {"1|'\n'|'\\n'", "2|NULL|'^N'"});
  expect_rows({"--escapes", "literal", "--escape", "\\"}, "a,b\n\\n,\\N\n",
              {"1|'n'|'N'"});
  expect_rows({"--escapes", "c"}, "a\\tb,\"c\\nd\"\n1,2\n", {"1|1|2"});
  expect_rows({"--escapes", "c", "--trim"}, "a, b\n \\t , \\N \n",
              {"1|'\t'|NULL"});
  expect_rows({"--escapes", "c", "--lenient"},
              "a,b\n\\n,\"x\\ty\" z\n\"\\n\\N\n3,4\n",
              {"1|'\n'|'x\ty z'", "2|'\"\nN'|NULL", "3|'3'|'4'"});
}

TEST_F(DialectTest, TakesACWholeEscapeForNull) {
  expect_rows({"--escapes", "c"}, "a,b\n\\N,\\\\N\n\"\\N\",\\NN\n1,x\\N\n",
              {"1|NULL|'\\N'", "2|'N'|'NN'", "3|'1'|'xN'"});
  expect_rows({"--escapes", "c", "--null-quoted", "--null", "NULL"},
              "a,b\n\"\\N\",\"NULL\"\n\"\",\"\\\\N\"\n",
              {"1|NULL|NULL", "2|NULL|'\\N'"});
  expect_rows({"--escapes", "c"}, "a,b\n1,\\N\n\\N,2.5\n",
              {"1|1|NULL", "2|NULL|2.5"});
}

TEST_F(DialectTest, RefusesEscapesThatMakeNoText) {
  const std::string nul =
      "an escape stands for a NUL byte, which no text should hold";
  const std::string invalid =
      "escapes stand for bytes that are not valid UTF-8";
  for (const char* const text : {"x\\0", "\\012", "\\x00", "\"\\0\""}) {
    expect_refused({"--escapes", "c"}, "a,b\n1,x\n2,"s + text + "\n",
                   "t.csv:3: column \"b\": " + nul);
  }
  for (const char* const text :
       {"\\xFF", "\\777", "\\303", "\\xFEx", "ä\\200"}) {
    expect_refused({"--escapes", "c"}, "a,b\n1,x\n2,"s + text + "\n",
                   "t.csv:3: column \"b\": " + invalid);
    expect_refused({"--escapes", "c", "--lenient"},
                   "a,b\n1,x\n2,"s + text + "\n",
                   "t.csv:3: column \"b\": " + invalid);
  }
  expect_refused({"--escapes", "c"}, "a,\\0b\n1,x\n",
                 "t.csv:1: field 2: " + nul);
  expect_refused({"--escapes", "c", "--type", "a=INTEGER"}, "a,b\n\\n,1\n",
                 "t.csv:2: column \"a\": \"\\x0A\" is not a 64-bit integer");
  write("t.csv", "a,b\n1,\\0\n2,\\n\n");
  EXPECT_EQ(run({"-q", "--escapes", "c", "--on-error", "skip", "--rejects",
                 "bad.csv", "t.csv", "t.db"})
                .exit_code,
            3);
  EXPECT_EQ(read("bad.csv"), "a,b\n1,\\0\n");
  EXPECT_EQ(query("t.db", "SELECT rowid, * FROM t"), (Rows{"2|2|'\n'"}));
}

TEST_F(DialectTest, PrintsTheEscapesItReads) {
  EXPECT_EQ(import("backslash_escapes.csv", {"--escapes", "c"},
                   "--escape '\\' --escapes c"),
            (Rows{"1|'Quinn, Ada'|'says \"hi\"'", "2|'O\\N'|NULL",
                  "3|'two\nlines'|'doubled \" too'"}));
}

TEST_F(DialectTest, TrimsEscapedBlanksNotAtAll) {
  expect_rows({"--escape", "\\", "--trim", "--null", "\\N"},
              "a, b\n\\ x\\  , \\N \n \"y\" ,\\\t\n",
              {"1|' x '|NULL", "2|'y'|'\t'"});
}

TEST_F(DialectTest, TrimsNoDelimiters) {
  expect_rows({"--trim", "--delimiter", "\\t"}, "a\t b\n1 \t\n\t\"2\" \n",
              {"1|1|NULL", "2|NULL|2"});
  expect_rows({"--trim", "--delimiter", " "}, "a b\n1\t 2\n\t3 \"4\"\t\n",
              {"1|1|2", "2|3|4"});
  expect_rows({"--trim", "--delimiter", " | "}, "a | b | c\n1  |  | x\n",
              {"1|1|NULL|'x'"});
}

TEST_F(DialectTest, TakesALineOfBlanksForABlankLineWhenTrimming) {
  expect_rows({"--trim"}, " \n\t\r\na,b\n \n1,2\n\t", {"1|1|2"});
  expect_rows({"--trim"}, " \na\n \n1\n", {"1|NULL", "2|1"});
  expect_refused({}, "a,b\n \n", "t.csv:2: expected 2 fields, got 1");
}

TEST_F(DialectTest, CountsCommentsAsLinesButNotAsRecords) {
  expect_rows({"--comment", "#"}, "#\na,b\n#\"\n1,2\n\n#\r\n3,4\n#",
              {"1|1|2", "2|3|4"});
  expect_refused({"--comment", "#"}, "#\n\na,b\n#\"\n1,2\n#\n3\n",
                 "t.csv:7: expected 2 fields, got 1");
}

TEST_F(DialectTest, SkipsCommentsInATableOfOneColumn) {
  expect_rows({"--comment", "#"}, "#\na\n#\n1\n\n#\n2\n",
              {"1|1", "2|NULL", "3|2"});
  expect_rows({"--comment", "#", "--no-headers"}, "#\n\nx\n#\n",
              {"1|NULL", "2|'x'"});
}

TEST_F(DialectTest, SkipsCommentsWhereLinesEndAtCarriageReturns) {
  expect_rows({"--comment", "#"}, "#\"\ra,b\r# c\r1,\"\r#\"\r", {"1|1|'\r#'"});
}

TEST_F(DialectTest, TakesBlanksBeforeACommentForDataUnlessTrimming) {
  expect_rows({"--comment", "#"}, "a,b\n #1,2\n", {"1|' #1'|2"});
  expect_rows({"--comment", "#", "--trim"}, "a,b\n #1,\"\n3,4\n", {"1|3|4"});
}

TEST_F(DialectTest, MakesACommentCharacterLiteral) {
  expect_rows({"--comment", "#", "--escape", "\\"},
              "a,b\n\\#1,2\n\"#3\",4\n# \\\n5,6\n",
              {"1|'#1'|2", "2|'#3'|4", "3|'5'|6"});
}

}  // namespace
}  // namespace csvimport
