// The files of data/, one quirk each, with the flags that a user would need.
// Those that are about a dialect, an encoding or compression are in the tests
// of these.

#include "cli_fixture.hpp"

namespace csvimport {
namespace {

class DataTest : public CliTest {
 protected:
  // Imports data/`name` in every way. Expects these columns, "name TYPE, ...",
  // and these rows.
  void expect_table(const std::string& name, const Arguments& flags,
                    const std::string& columns, const Rows& rows) {
    for (const Arguments& way : every_way()) {
      const RunResult result = run(
          way + flags + Arguments{"-q", "--table", "t", data(name), "t.db"});
      ASSERT_EQ(result.exit_code, 0);
      EXPECT_EQ(result.err, "");
      expect_content(columns, rows);
      EXPECT_EQ(integrity("t.db"), "ok");
      remove("t.db");
    }
  }

  // Expects this message, which names the file, in every way.
  void expect_error(const std::string& name, const Arguments& flags,
                    const std::string& message) {
    for (const Arguments& way : every_way()) {
      const RunResult result = run(way + flags + Arguments{data(name), "t.db"});
      EXPECT_EQ(result.exit_code, 1);
      EXPECT_EQ(result.err, "error: " + data(name) + message + "\n");
      EXPECT_EQ(files(), Rows());
    }
  }

  // Expects bad records to be left out, for these reasons.
  void expect_rejects(const std::string& name, const Rows& rows,
                      const std::string& rejects, const std::string& reasons) {
    for (const Arguments& way : every_way()) {
      const RunResult result =
          run(way + Arguments{"-q", "--on-error", "skip", "--rejects", "r",
                              "--table", "t", data(name), "t.db"});
      EXPECT_EQ(result.exit_code, 3);
      EXPECT_EQ(query("t.db", "SELECT * FROM t ORDER BY rowid"), rows);
      EXPECT_EQ(read("r"), rejects);
      EXPECT_EQ(read("r.reasons"), "line,record,column,reason\n" + reasons);
      remove("t.db");
    }
  }
};

TEST_F(DataTest, People) {
  expect_table(
      "people.csv", {},
      "id INTEGER, name TEXT, birthday TEXT, height_cm REAL, postcode TEXT, "
      "note TEXT",
      {("1|'Ada Lovelace'|'1815-12-10'|165.0|'01067'|'first programmer, they "
        "say'"),
       "2|'Grace Hopper'|'1906-12-09'|167.5|'10025'|'said \"ask forgiveness\"'",
       "3|'Alan Turing'|'1912-06-23'|178.0|NULL|'two lines\nof note'",
       "4|'Edsger Dijkstra'|'1930-05-11'|NULL|'78712'|''",
       "5|'Radia Perlman'|'1951-12-18'|162.0|'00911'|NULL"});
}

TEST_F(DataTest, QuotedNewlines) {
  expect_table(
      "quoted_newlines.csv", {}, "id INTEGER, address TEXT",
      {"1|'12 High St\nLondon'", "2|'1 Rue X\r\n\r\nParis'", "3|'\n'"});
}

TEST_F(DataTest, DoubledQuotes) {
  expect_table("doubled_quotes.csv", {}, "id INTEGER, text TEXT",
               {"1|'say \"hi\"'", "2|'\"'", "3|'\"a\",\"b\"'"});
}

TEST_F(DataTest, StrayQuotes) {
  expect_table(
      "stray_quotes.csv", {}, "id INTEGER, size TEXT",
      {"1|'6\" nail'", "2|'the \"big\" one'", "3|' \"x\"'", "4|'5\" bolt'"});
}

TEST_F(DataTest, TextAfterQuote) {
  const std::string problem =
      "text after the closing quote; a quote inside a quoted field must be "
      "doubled";
  expect_error("text_after_quote.csv", {},
               ":3: column \"size\": " + problem +
                   "; if quotes are data, use --quotechar none");
  expect_rejects("text_after_quote.csv", {"1|'big'", "3|'small'"},
                 "id,size\n2,\"6\" nail\"\n", "3,2,size," + problem + "\n");
  expect_table("text_after_quote.csv", {"--quotechar", "none"},
               "id INTEGER, size TEXT",
               {"1|'\"big\"'", "2|'\"6\" nail\"'", "3|'small'"});
}

TEST_F(DataTest, UnclosedQuote) {
  expect_error("unclosed_quote.csv", {},
               ":3: the quote that opens here never closes; if quotes are "
               "data, use --quotechar none");
  expect_rejects("unclosed_quote.csv", {"1|'Ada'", "3|'Cy'", "4|'Di'"},
                 "id,name\n2,\"Bo\n",
                 "3,2,,\"the quote that opens here never closes; if quotes are "
                 "data, use --quotechar none\"\n");
}

TEST_F(DataTest, RaggedRows) {
  expect_error("ragged_rows.csv", {}, ":3: expected 3 fields, got 2");
  expect_rejects("ragged_rows.csv", {"1|'Ada'|'x'", "4|'Di'|NULL"},
                 "id,name,note\n2,Bo\n3,Cy,y,z\n",
                 "3,2,,\"expected 3 fields, got 2\"\n"
                 "4,3,,\"expected 3 fields, got 4\"\n");
}

TEST_F(DataTest, TrailingDelimiters) {
  expect_table("trailing_delimiters.csv", {"--select", "id,name"},
               "id INTEGER, name TEXT", {"1|'Ada'", "2|'Bo'"});
  expect_table("trailing_delimiters.csv", {},
               "id INTEGER, name TEXT, column_3 TEXT",
               {"1|'Ada'|NULL", "2|'Bo'|NULL"});
}

TEST_F(DataTest, Preamble) {
  expect_table("preamble.csv", {"--skip", "3"},
               "id INTEGER, region TEXT, amount REAL",
               {"1|'North'|12.5", "2|'South'|8.0"});
}

TEST_F(DataTest, NoHeader) {
  expect_table("no_header.csv", {"--no-headers", "--names", "id,name,age"},
               "id INTEGER, name TEXT, age INTEGER",
               {"1|'Ada'|36", "2|'Bo'|41"});
}

TEST_F(DataTest, HeaderOfTwoRows) {
  expect_table("header_of_two_rows.csv", {"--header-rows", "2"},
               "sales 2023 INTEGER, sales 2024 INTEGER, note TEXT",
               {"10|12|'up'", "9|7|'down'"});
}

TEST_F(DataTest, HeaderOnly) {
  expect_table("header_only.csv", {}, "id TEXT, name TEXT", {});
}

TEST_F(DataTest, RepeatedHeaderNames) {
  expect_table("repeated_header_names.csv", {},
               "id INTEGER, name TEXT, Name_2 TEXT, column_4 TEXT, name_3 "
               "TEXT, id_2 TEXT",
               {"1|'a'|'b'|'c'|'d'|'e'"});
}

TEST_F(DataTest, Identifiers) {
  expect_table("identifiers.csv", {},
               "select INTEGER, a \"b\" INTEGER, x-y INTEGER, К INTEGER",
               {"1|2|3|4"});
}

TEST_F(DataTest, ByteOrderMark) {
  expect_table("byte_order_mark.csv", {}, "id INTEGER, name TEXT", {"1|'Äda'"});
}

TEST_F(DataTest, NulByte) {
  using namespace std::string_literals;
  expect_error("nul_byte.csv", {},
               ":3: column \"name\": a NUL byte, which no CSV file should "
               "hold");
  expect_rejects("nul_byte.csv", {"1|'Ada'", "3|'Cy'"}, "id,name\n2,B\0o\n"s,
                 "3,2,name,\"a NUL byte, which no CSV file should hold\"\n");
}

TEST_F(DataTest, InvalidUtf8) {
  const std::string problem =
      "byte 0xFC is not valid UTF-8, which the file is elsewhere";
  expect_error("invalid_utf8.csv", {},
               ":3: column \"name\": " + problem +
                   "; leave such records out with --on-error skip --rejects "
                   "FILE");
  expect_rejects("invalid_utf8.csv", {"1|'Müller'", "3|'Meyer'"},
                 "id,name\n2,M\xFCller\n", "3,2,name,\"" + problem + "\"\n");
}

TEST_F(DataTest, DecimalCommas) {
  expect_table("decimal_commas.csv", {}, "name TEXT, price TEXT, date TEXT",
               {"'Bolt'|'1,50'|'31.12.2023'", "'Nut'|'0,05'|'01.01.2024'",
                "'Washer; M4'|'1.000,00'|NULL"});
  expect_table("decimal_commas.csv", {"--decimal", ",", "--thousands", "."},
               "name TEXT, price REAL, date TEXT",
               {"'Bolt'|1.5|'31.12.2023'", "'Nut'|0.05|'01.01.2024'",
                "'Washer; M4'|1000.0|NULL"});
}

TEST_F(DataTest, NullSpellings) {
  expect_table("null_spellings.csv",
               {"--null", "NULL", "--null", "N/A", "--null", "-"},
               "id INTEGER, score REAL, note TEXT",
               {"1|NULL|NULL", "2|3.5|'NULL'", "3|NULL|'null'", "4|NULL|''"});
}

TEST_F(DataTest, LeadingZeros) {
  expect_table("leading_zeros.csv", {},
               "zip TEXT, phone TEXT, id TEXT, code TEXT",
               {"'01067'|'+491701'|'12345678901234567890'|'0x1F'",
                "'10115'|'+491702'|'00000000000000000007'|'1_000'"});
}

TEST_F(DataTest, Exponents) {
  expect_table("exponents.csv", {}, "article TEXT, length REAL, mass REAL",
               {"'12E4'|120000.0|120000.0", "'3E10'|0.001|2.5"});
}

TEST_F(DataTest, LateText) {
  Rows rows;
  for (int i = 1; i <= 20; ++i) {
    rows.push_back(std::to_string(i) + "|'" + std::to_string(i * 7) + "'");
  }
  rows.push_back("21|'7a'");
  expect_table("late_text.csv", {}, "id INTEGER, code TEXT", rows);
}

TEST_F(DataTest, LongDelimiter) {
  expect_table("long_delimiter.csv", {"--delimiter", "¦¦"},
               "№ INTEGER, имя TEXT, a¦b TEXT",
               {"1|'Ада'|'x¦y'", "2|'Бо¦¦Ко'|'¦'"});
}

TEST_F(DataTest, MixedBlankLines) {
  expect_table("mixed_blank_lines.csv", {}, "id INTEGER, name TEXT",
               {"1|'Ada'", "2|'Bo\n\n'"});
}

TEST_F(DataTest, BlankLinesInOneColumn) {
  expect_table("blank_lines_in_one_column.csv", {}, "answer TEXT",
               {"'yes'", "NULL", "'no'", "''", "NULL"});
}

TEST_F(DataTest, MixedLineEnds) {
  expect_table("mixed_line_ends.csv", {}, "id INTEGER, name TEXT",
               {"1|'Ada'", "2|'Bo'", "3|'C\ny'"});
}

TEST_F(DataTest, NoLastLineEnd) {
  expect_table("no_last_line_end.csv", {}, "id INTEGER, name TEXT",
               {"1|'Ada'", "2|'Bo'"});
}

}  // namespace
}  // namespace csvimport
