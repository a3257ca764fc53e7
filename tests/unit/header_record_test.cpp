#include "load/header_record.hpp"

#include "base/import_error.hpp"
#include "thrown_message.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace csvimport {
namespace {

using namespace std::string_literals;
using Fields = std::vector<std::string>;

Fields split_header(const std::string& record, const Dialect& dialect = {},
                    const std::string& encoding = "") {
  RepairCounts none;
  return split_first_record({record, 3},
                            {"a.csv", encoding, dialect, std::nullopt}, none);
}

std::string message_of(const std::string& record) {
  return thrown_message<ImportError>([&] { (void)split_header(record); });
}

TEST(HeaderRecordTest, IsSplitLikeAnyRecord) {
  EXPECT_EQ(split_header("id,\"na\"\"me\",\"a,\nb\",\r\n"),
            (Fields{"id", "na\"me", "a,\nb", ""}));
  EXPECT_EQ(split_header("\n"), (Fields{""}));
  EXPECT_EQ(split_header(",,\n"), (Fields{"", "", ""}));
}

TEST(HeaderRecordTest, IsSplitByItsDialect) {
  EXPECT_EQ(split_header("'a||b'||c\r", {"||", '\'', LineEnd::kCr}),
            (Fields{"a||b", "c"}));
  EXPECT_EQ(split_header("\"a;b\"\n", {";", std::nullopt, LineEnd::kLf}),
            (Fields{"\"a", "b\""}));
}

TEST(HeaderRecordTest, HoldsNoNulByte) {
  EXPECT_EQ(
      message_of("a\0,b\n"s),
      "a.csv:3: a NUL byte, which no CSV file should hold; if the file is "
      "UTF-16, say so with --encoding UTF-16LE or UTF-16BE");
}

TEST(HeaderRecordTest, IsUtf8) {
  EXPECT_EQ(message_of("caf\xE9\n"),
            "a.csv:3: byte 0xE9 is not valid UTF-8; name the file's encoding, "
            "such as with --encoding WINDOWS-1252");
}

TEST(HeaderRecordTest, HoldsNoByteThatCouldNotBeDecoded) {
  EXPECT_EQ(thrown_message<ImportError>(
                [] { (void)split_header("a\xFA\x81\n", {}, "WINDOWS-1252"); }),
            "a.csv:3: byte 0x81 is not valid WINDOWS-1252; name the encoding "
            "that the file has with --encoding");
}

TEST(HeaderRecordTest, HasNoTextAfterAClosingQuote) {
  EXPECT_EQ(message_of("a,\"b\"c\n"),
            "a.csv:3: field 2: text after the closing quote; a quote inside a "
            "quoted field must be doubled");
}

TEST(HeaderRecordTest, IsMendedWhereItMayBe) {
  const auto lenient = [](const std::string& record, std::size_t width) {
    RepairCounts repairs;
    return split_first_record({record, 3}, {"a.csv", "", Dialect(), width},
                              repairs);
  };
  EXPECT_EQ(lenient("a,\"b\"c,\xFF\n", 3), (Fields{"a", "bc", "\uFFFD"}));
  EXPECT_EQ(lenient("a,\"b\n", 2), (Fields{"a", "\"b"}));
  EXPECT_EQ(lenient("a\n", 3), (Fields{"a", "", ""}));
  EXPECT_EQ(lenient("a,b,,\n", 2), (Fields{"a", "b"}));
  EXPECT_EQ(lenient("a,b,c\n", 2), (Fields{"a", "b", "c"}));
}

TEST(HeaderRecordTest, IsAsWideAsItIs) {
  RepairCounts none;
  const std::string wide(39'999, ',');
  EXPECT_EQ(
      split_first_record({wide + "\n", 3}, {"a.csv", "", Dialect(), {}}, none)
          .size(),
      40'000U);
  EXPECT_EQ(
      split_first_record({"a\n", 3}, {"a.csv", "", Dialect(), 30'000}, none)
          .size(),
      30'000U);
}

TEST(HeaderRecordTest, StartsBehindByteOrderMarks) {
  RepairCounts none;
  EXPECT_EQ(split_first_record({"\xEF\xBB\xBF\xEF\xBB\xBF\"a,b\",c\n", 3},
                               {"a.csv", "", Dialect(), {}}, none),
            (Fields{"a,b", "c"}));
}

TEST(HeaderRecordTest, CountsWhatIsMended) {
  RepairCounts repairs;
  (void)split_first_record({"a,\"b\"c,\xFF\n", 3}, {"a.csv", "", Dialect(), 3},
                           repairs);
  EXPECT_EQ(repairs.kept_texts, 1U);
  EXPECT_EQ(repairs.replaced_characters, 1U);
}

}  // namespace
}  // namespace csvimport
