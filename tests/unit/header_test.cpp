#include "import/header.hpp"

#include "base/input_error.hpp"
#include "thrown_message.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace csvimport {
namespace {

using namespace std::string_literals;
using Fields = std::vector<std::string>;

Fields split(const std::string& record, const Dialect& dialect = {}) {
  return split_first_record({record, 3, record.size()}, dialect, "a.csv");
}

std::string message_of(const std::string& record) {
  return thrown_message<ImportError>([&] { (void)split(record); });
}

TEST(HeaderTest, IsSplitLikeAnyRecord) {
  EXPECT_EQ(split("id,\"na\"\"me\",\"a,\nb\",\r\n"),
            (Fields{"id", "na\"me", "a,\nb", ""}));
  EXPECT_EQ(split("\n"), (Fields{""}));
  EXPECT_EQ(split(",,\n"), (Fields{"", "", ""}));
}

TEST(HeaderTest, IsSplitByItsDialect) {
  EXPECT_EQ(split("'a||b'||c\r", {"||", '\'', LineEnd::kCr}),
            (Fields{"a||b", "c"}));
  EXPECT_EQ(split("\"a;b\"\n", {";", std::nullopt, LineEnd::kLf}),
            (Fields{"\"a", "b\""}));
}

TEST(HeaderTest, HoldsNoNulByte) {
  EXPECT_EQ(message_of("a\0,b\n"s),
            "a.csv:3: a NUL byte, which no CSV file should hold; UTF-16 text "
            "must be converted to UTF-8 first");
}

TEST(HeaderTest, IsUtf8) {
  EXPECT_EQ(message_of("caf\xE9\n"),
            "a.csv:3: not valid UTF-8; convert the file first, such as with: "
            "iconv -f WINDOWS-1252 -t UTF-8");
}

TEST(HeaderTest, HasNoTextAfterAClosingQuote) {
  EXPECT_EQ(message_of("a,\"b\"c\n"),
            "a.csv:3: field 2: text after the closing quote; a quote inside a "
            "quoted field must be doubled");
}

}  // namespace
}  // namespace csvimport
