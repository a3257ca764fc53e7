#include "csv/redress.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace csvimport {
namespace {

// What the record becomes, the common dress shown as "," and "~".
std::string redressed(std::string record, const Redress& redress) {
  char* const end = redress.apply(record.data(), record.data() + record.size());
  record.resize(static_cast<std::size_t>(end - record.data()));
  for (char& byte : record) {
    if (byte == kRedressedDelimiter) byte = ',';
    if (byte == kRedressedQuote) byte = '~';
  }
  return record;
}

std::string redressed(std::string record, const Dialect& dialect) {
  return redressed(std::move(record), Redress(dialect));
}

std::string redressed(std::string record, std::string_view delimiter,
                      std::optional<char> quote) {
  return redressed(std::move(record),
                   Dialect{std::string(delimiter), quote, LineEnd::kLf});
}

Dialect with_escape(std::string_view delimiter) {
  Dialect dialect;
  dialect.delimiter = delimiter;
  dialect.quote = '\'';
  dialect.escape = '\\';
  dialect.escaped_nulls = {"\\N"};
  return dialect;
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

TEST(RedressTest, TakesEscapesAway) {
  EXPECT_EQ(redressed(R"(a\;b;\'c;\\d\n)", with_escape(";")), "a;b,'c,\\dn");
  EXPECT_EQ(redressed(R"('a\'\\;';b)", with_escape(";")), R"(~a'\;~,b)");
  EXPECT_EQ(redressed("a\\\r\nb;\\\n", with_escape(";")), "a\r\nb,\n");
}

TEST(RedressTest, TakesAWholeDelimiterForWhatIsEscaped) {
  EXPECT_EQ(redressed(R"(a\::b::c\:d::e)", with_escape("::")), "a::b,c:d,e");
}

TEST(RedressTest, LeavesAnEscapeThatIsTheLastByte) {
  EXPECT_EQ(redressed(R"(a;\)", with_escape(";")), R"(a,\)");
  EXPECT_EQ(redressed(R"(a\\)", with_escape(";")), R"(a\)");
}

TEST(RedressTest, EmptiesAFieldThatSpellsNullWithAnEscape) {
  const Dialect dialect = with_escape(";");
  EXPECT_EQ(redressed(R"(\N;'\N';\\N;\NN;\N)", dialect), R"(,~N~,\N,NN,)");
}

TEST(RedressTest, KnowsNoNullBehindTheWidth) {
  EXPECT_EQ(redressed(R"(\N;\N;\N)", Redress(with_escape(";"), 2)), ",,N");
}

TEST(RedressTest, TrimsButForWhatIsEscaped) {
  Dialect dialect = with_escape("::");
  dialect.trim = true;
  EXPECT_EQ(redressed(R"( a :: 'b ' ::\ c\ ::  )", dialect), "a,~b ~, c ,");
  EXPECT_EQ(redressed(" \\N\t::'a' b :: 'c'", dialect), ",~a~ b,~c~");
  dialect.delimiter = " | ";
  EXPECT_EQ(redressed("a  |  | 'b' | c", dialect), "a,,~b~,c");
}

TEST(RedressTest, KnowsNoQuotesWhereThereAreNone) {
  EXPECT_EQ(redressed("'a::b'", "::", std::nullopt), "'a,b'");
}

// A buffer that ends where the record does, for the sanitizer to watch.
TEST(RedressTest, NeverMakesARecordLonger) {
  const Redress redress(Dialect{"||"});
  for (const std::string open : {"\"", "a||\"", "\"a\"||\"", "\"\"\""}) {
    for (std::size_t length = 0; length < 80; ++length) {
      const std::string record = open + std::string(length, 'x');
      std::vector<char> bytes(record.begin(), record.end());
      char* const end = bytes.data() + bytes.size();
      EXPECT_LE(redress.apply(bytes.data(), end), end);
    }
  }
}

}  // namespace
}  // namespace csvimport
