#include "csv/redress.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>

namespace csvimport {
namespace {

// What the record becomes, the common dress shown as "," and "~".
std::string redressed(std::string record, std::string_view delimiter,
                      std::optional<char> quote) {
  const Dialect dialect{std::string(delimiter), quote, LineEnd::kLf};
  char* const end =
      Redress(dialect).apply(record.data(), record.data() + record.size());
  record.resize(static_cast<std::size_t>(end - record.data()));
  for (char& byte : record) {
    if (byte == kRedressedDelimiter) byte = ',';
    if (byte == kRedressedQuote) byte = '~';
  }
  return record;
}

TEST(RedressTest, ReplacesDelimiters) {
  EXPECT_EQ(redressed("", "||", '"'), "");
  EXPECT_EQ(redressed("a||bc||||d", "||", '"'), "a,bc,,d");
  EXPECT_EQ(redressed("||", "||", '"'), ",");
}

TEST(RedressTest, ReplacesTheQuotesAroundAField) {
  EXPECT_EQ(redressed("'a'::'b'", "::", '\''), "~a~,~b~");
  EXPECT_EQ(redressed("''::x", "::", '\''), "~~,x");
}

TEST(RedressTest, LeavesWhatIsInQuotes) {
  EXPECT_EQ(redressed("'a::b\n'::c", "::", '\''), "~a::b\n~,c");
}

TEST(RedressTest, MakesADoubledQuoteData) {
  EXPECT_EQ(redressed("'a''b'::''''", "::", '\''), "~a'b~,~'~");
}

TEST(RedressTest, LeavesQuotesInMidField) {
  EXPECT_EQ(redressed("a'b'::c", "::", '\''), "a'b',c");
}

TEST(RedressTest, LeavesTextAfterAClosingQuoteForTheSplitter) {
  EXPECT_EQ(redressed("'a'x'::b", "::", '\''), "~a~x',b");
}

TEST(RedressTest, ReadsOverlappingDelimitersFromTheLeft) {
  EXPECT_EQ(redressed("|||'a'", "||", '\''), ",|'a'");
}

TEST(RedressTest, KnowsNoQuotesWhereThereAreNone) {
  EXPECT_EQ(redressed("'a::b'", "::", std::nullopt), "'a,b'");
}

}  // namespace
}  // namespace csvimport
