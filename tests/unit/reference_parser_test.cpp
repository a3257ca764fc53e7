// That the parser which the fuzzer judges by is no fantasy itself.

#include "reference_parser.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace csvimport::reference {
namespace {

using namespace std::string_literals;
using Texts = std::vector<std::string>;

std::string described(const Value& value) {
  switch (value.index()) {
    case 0:
      return "NULL";
    case 1:
      return std::to_string(std::get<1>(value));
    case 2:
      return "REAL " + std::to_string(std::get<2>(value));
    default:
      return "'" + std::get<3>(value) + "'";
  }
}

// Each row as "rowid|value|value".
Texts rows_of(std::string_view file, const Rules& rules = {}) {
  Texts rows;
  for (const Row& row : read_table(file, rules).rows) {
    rows.push_back(std::to_string(row.rowid));
    for (const Value& value : row.values) rows.back() += '|' + described(value);
  }
  return rows;
}

TEST(ReferenceParserTest, ReadsQuotesAsTheContractSays) {
  EXPECT_EQ(rows_of("a,b\n\"x\ny\",\"\"\"\"\r\n5\" pipe, \"z\"\n"),
            (Texts{"1|'x\ny'|'\"'", "2|'5\" pipe'|' \"z\"'"}));
  EXPECT_EQ(rows_of("\xEF\xBB\xBF\"a,\",b\n\n1,2"), Texts{"1|1|2"});
}

TEST(ReferenceParserTest, ReadsOtherDialects) {
  Rules rules;
  rules.delimiter = "||";
  rules.quote = "'";
  rules.escape = '\\';
  rules.comment = "#";
  rules.trim = true;
  rules.nulls = {"\\N"};
  EXPECT_EQ(rows_of(" # x\na||b\n 'it''s' ||\\||\\ \n\\N || \\\\N\n", rules),
            (Texts{"1|'it's'|'|| '", "2|NULL|'\\N'"}));
  Rules old_mac;
  old_mac.line_end = '\r';
  EXPECT_EQ(rows_of("a\r\"1\r2\"\r", old_mac), Texts{"1|'1\r2'"});
}

TEST(ReferenceParserTest, KeepsEveryMeaning) {
  EXPECT_EQ(
      rows_of("a,b,c,d\n1,1,007,\n-2,2.5,1,\n"),
      (Texts{"1|1|REAL 1.000000|'007'|NULL", "2|-2|REAL 2.500000|'1'|NULL"}));
  EXPECT_EQ(rows_of("a,b\n\"\",\"\"\n1,x\n"), (Texts{"1|NULL|''", "2|1|'x'"}));
}

TEST(ReferenceParserTest, KnowsNumbers) {
  for (const char* const text : {"0", "-1", "9223372036854775807"}) {
    EXPECT_TRUE(read_number(text).integer) << text;
  }
  for (const char* const text :
       {".5", "-0.0", "1.5e300", "1e-3", "9007199254740992"}) {
    EXPECT_TRUE(read_number(text).real) << text;
  }
  for (const char* const text :
       {"", "-", "-0", "01", "+1", "1.", "1.5e", "1e400", "1e-400", "NaN",
        "0x1F", "9223372036854775808", "0.123456789012345678"}) {
    const Number number = read_number(text);
    EXPECT_FALSE(number.integer || number.real || number.bare_exponent) << text;
  }
  EXPECT_FALSE(read_number("9007199254740993").real);
  EXPECT_FALSE(read_number("12E4").real);
  EXPECT_EQ(read_number("12E4").bare_exponent, 120'000);
}

TEST(ReferenceParserTest, KnowsUtf8) {
  EXPECT_EQ(find_invalid_byte("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80"),
            std::nullopt);
  for (const char* const bytes :
       {"\xFF", "\x80", "\xC1\x81", "\xE2\x82", "\xED\xA0\x80", "\xE0\x9F\xBF",
        "\xF4\x90\x80\x80", "\xF0\x8F\xBF\xBF"}) {
    EXPECT_EQ(find_invalid_byte("a"s + bytes), 1U);
  }
}

TEST(ReferenceParserTest, FindsEachBadRecord) {
  Rules rules;
  rules.set_type = Type::kInteger;
  const Table table = read_table(
      "a,b\n1,2\n3\n\n4,\"x\ny\0\"\n\"5\n\",\"6\"7\nx,8\n9,\xFF\n\"10,11\n12,13\n"s,
      rules);
  Texts bad;
  for (const Defect& defect : table.bad) {
    bad.push_back(std::to_string(defect.record) + ':' +
                  std::to_string(defect.line) + ':' + defect.bytes);
  }
  EXPECT_EQ(bad,
            (Texts{"2:3:3\n", "3:6:4,\"x\ny\0\"\n"s, "4:8:\"5\n\",\"6\"7\n",
                   "5:9:x,8\n", "6:10:9,\xFF\n", "7:11:\"10,11\n"}));
  EXPECT_EQ(table.records, 8U);
  EXPECT_EQ(table.rows.size(), 2U);
  const std::vector<Problem> problems = {
      Problem::kFieldCount, Problem::kNulByte,     Problem::kTextAfterQuote,
      Problem::kNotInteger, Problem::kInvalidByte, Problem::kOpenQuote};
  for (std::size_t i = 0; i < problems.size(); ++i) {
    EXPECT_EQ(table.bad[i].problem, problems[i]);
  }
}

TEST(ReferenceParserTest, FailsWhereAnImportCannotGoOn) {
  const auto failure_of = [](std::string_view file, const Rules& rules = {}) {
    const std::optional<Defect> failure = read_table(file, rules).failure;
    return failure ? std::optional(failure->problem) : std::nullopt;
  };
  EXPECT_EQ(failure_of(""), Problem::kNothingToRead);
  EXPECT_EQ(failure_of("a,\"b"), Problem::kOpenQuote);
  EXPECT_EQ(failure_of("a,\"b\"c\n"), Problem::kTextAfterQuote);
  EXPECT_EQ(failure_of(std::string(1999, ',')), std::nullopt);
  EXPECT_EQ(failure_of(std::string(2000, ',')), Problem::kTooManyColumns);
  Rules rules;
  rules.max_record = 4;
  EXPECT_EQ(failure_of("a\n12345\n", rules), Problem::kTooLong);
  EXPECT_EQ(failure_of("a\n1234\r\n", rules), std::nullopt);
}

Rules lenient(std::size_t width) {
  Rules rules;
  rules.lenient_width = width;
  return rules;
}

TEST(ReferenceParserTest, MendsTheWidthOfRecords) {
  const Table table = read_table("a,b\n1\n2,3,\"\",\n4,5,,x\n", lenient(2));
  EXPECT_EQ(rows_of("a,b\n1\n2,3,\"\",\n4,5,,x\n", lenient(2)),
            (Texts{"1|1|NULL", "2|2|3"}));
  EXPECT_EQ(table.repairs.padded_records, 1U);
  EXPECT_EQ(table.repairs.cut_records, 1U);
  ASSERT_EQ(table.bad.size(), 1U);
  EXPECT_EQ(table.bad[0].problem, Problem::kFieldCount);
  EXPECT_EQ(table.bad[0].bytes, "4,5,,x\n");
}

TEST(ReferenceParserTest, KeepsTextAfterQuotes) {
  EXPECT_EQ(rows_of("a,b\n1,\"x\" \"y\"\n", lenient(2)),
            Texts{"1|1|'x\" \"y'"});
  EXPECT_EQ(read_table("a\n\"x\"y\n", lenient(1)).repairs.kept_texts, 1U);
}

TEST(ReferenceParserTest, TakesQuotesForCharacters) {
  const auto expect_literal = [](std::string_view file, const Texts& rows) {
    EXPECT_EQ(rows_of(file, lenient(2)), rows);
    EXPECT_EQ(read_table(file, lenient(2)).repairs.literal_quotes, 1U);
  };
  // One that never closes, one that closes before text, one too many fields.
  expect_literal("a,b\n1,\"x\n2,y\n", {"1|1|'\"x'", "2|2|'y'"});
  expect_literal("a,b\n1,\"x\n2,y\"z\n", {"1|1|'\"x'", "2|2|'y\"z'"});
  expect_literal("a,b\n1,\"x\n2\",y\n", {"1|'1'|'\"x'", "2|'2\"'|'y'"});
}

TEST(ReferenceParserTest, BelievesQuotesThatMakeTheRecordFit) {
  EXPECT_EQ(rows_of("a,b\n1,\"x\ny\"\n", lenient(2)), Texts{"1|1|'x\ny'"});
  EXPECT_EQ(rows_of("a,b\n\"x\ny\"z,1\n", lenient(2)), Texts{"1|'x\nyz'|1"});
  EXPECT_EQ(rows_of("a,b,c\n\"x\ny\",1\n", lenient(3)),
            Texts{"1|'x\ny'|1|NULL"});
}

TEST(ReferenceParserTest, ReplacesWhatIsNoText) {
  const auto replaced = [](std::string_view text) {
    const RepairedText good = repaired(text);
    return std::to_string(good.replaced) + good.text;
  };
  EXPECT_EQ(replaced("a\xC3\xA9"), "0a\u00E9");
  EXPECT_EQ(replaced({"\0\xE2\x82x", 4}), "2\uFFFD\uFFFDx");
  EXPECT_EQ(replaced("\xF0\x9F\x98\xED\xA0"), "3\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(rows_of("a\n\xFF\n", lenient(1)), Texts{"1|'\uFFFD'"});
}

TEST(ReferenceParserTest, TakesItsWidthFromMostRecordsOrTheirNames) {
  EXPECT_EQ(read_table("a\n1,2\n", lenient(2)).columns, 2U);
  EXPECT_EQ(read_table("a,b, ,\n1\n", lenient(1)).columns, 2U);
  Rules rules = lenient(2);
  rules.preamble_lines = 2;
  EXPECT_EQ(rows_of("\"x\n\na,b\n1,2\n", rules), Texts{"1|1|2"});
}

TEST(ReferenceParserTest, TakesARepeatedHeaderForNoRow) {
  const std::string_view file = "a,\"b\"\n1,2\n\"a\",b\na,\n";
  const Table strict = read_table(file, {});
  ASSERT_EQ(strict.bad.size(), 1U);
  EXPECT_EQ(strict.bad[0].problem, Problem::kRepeatsHeader);
  EXPECT_EQ(strict.bad[0].line, 3U);
  EXPECT_EQ(rows_of(file, lenient(2)), (Texts{"1|'1'|2", "3|'a'|NULL"}));
  EXPECT_EQ(read_table(file, lenient(2)).repairs.repeated_headers, 1U);
  EXPECT_EQ(rows_of("a\na\n"), Texts{"1|'a'"});
  EXPECT_EQ(rows_of(",\n,\n"), Texts{"1|NULL|NULL"});
}

}  // namespace
}  // namespace csvimport::reference
