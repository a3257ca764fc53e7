#include "csv/record_end.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string_view>

namespace csvimport {
namespace {

Dialect with_delimiter(std::string_view delimiter) {
  Dialect dialect;
  dialect.delimiter = delimiter;
  return dialect;
}

// The length of the record that `text` starts with, if it holds a whole one.
std::optional<std::size_t> record_length(std::string_view text,
                                         const Dialect& dialect = {}) {
  const RecordEndFinder finder(dialect);
  const char* const end = text.data() + text.size();
  const RecordEndFinder::End found = finder.find(text.data(), end);
  if (found.next == nullptr) return std::nullopt;
  return static_cast<std::size_t>(found.next - text.data());
}

// The offset of the quote that is open where `text` ends.
std::optional<std::size_t> open_quote(std::string_view text,
                                      const Dialect& dialect = {}) {
  const RecordEndFinder finder(dialect);
  const char* const end = text.data() + text.size();
  const RecordEndFinder::End found = finder.find(text.data(), end);
  if (found.open_quote == nullptr) return std::nullopt;
  return static_cast<std::size_t>(found.open_quote - text.data());
}

TEST(RecordEndTest, IsTheFirstLineEndOutsideQuotes) {
  EXPECT_EQ(record_length("a,b\nc,d\n"), 4U);
  EXPECT_EQ(record_length("\na\n"), 1U);
  EXPECT_EQ(record_length("a,b\r\nc,d\r\n"), 5U);
}

TEST(RecordEndTest, IsMissingWhereTheTextEndsFirst) {
  EXPECT_EQ(record_length(""), std::nullopt);
  EXPECT_EQ(record_length("a,b"), std::nullopt);
  EXPECT_EQ(open_quote("a,b"), std::nullopt);
}

TEST(RecordEndTest, PassesOverLineEndsInQuotes) {
  EXPECT_EQ(record_length("\"a\nb\"\nc\n"), 6U);
  EXPECT_EQ(record_length("x,\"a\n\nb\",y\nc\n"), 11U);
  EXPECT_EQ(record_length("\"\n\",\"\n\"\nc\n"), 8U);
}

TEST(RecordEndTest, MayBeInQuotesThatCloseBeforeText) {
  const RecordEndFinder finder(Dialect{});
  const auto length = [&](std::string_view text) {
    const char* const begin = text.data();
    const char* const next = finder.find_by_quotes_of_line(
        begin, begin + text.size(), &Syntax::after_clean_quotes);
    return next == nullptr ? 0 : next - begin;
  };
  EXPECT_EQ(length("\"a\nb\",\"c\n\"d\n"), 9);
  EXPECT_EQ(length("x,\"a\nb"), 5);
  EXPECT_EQ(length("\"a\nb\""), 0);
}

TEST(RecordEndTest, TakesADoubledQuoteForData) {
  EXPECT_EQ(record_length("\"a\"\"\nb\"\nc\n"), 8U);
  EXPECT_EQ(record_length("\"\"\nb\n"), 3U);
  EXPECT_EQ(record_length("\"\"\"\n\"\"\"\nb\n"), 8U);
}

TEST(RecordEndTest, TakesAQuoteInMidFieldForData) {
  EXPECT_EQ(record_length("5\" pipe\nb\"\n"), 8U);
  EXPECT_EQ(record_length("a,b\"\"\"\nc\"\n"), 7U);
  EXPECT_EQ(record_length(" \"a\nb\"\n"), 4U);
}

TEST(RecordEndTest, TakesAQuoteAfterAClosingOneForData) {
  EXPECT_EQ(record_length("\"abc\"x\"\nd\n"), 8U);
  EXPECT_EQ(record_length("\"abc\"x\",\"\n\"\nd\n"), 12U);
  EXPECT_EQ(record_length("\"a,\"b\"\nc\n"), 7U);
}

TEST(RecordEndTest, NamesTheQuoteThatIsOpen) {
  EXPECT_EQ(open_quote("\"a\nb\n"), 0U);
  EXPECT_EQ(open_quote("a,\"b\"\n"), std::nullopt);
  EXPECT_EQ(open_quote("a,\"b\",\"c\"\"\n"), 6U);
  EXPECT_EQ(record_length("a,\"b\",\"c\"\"\n"), std::nullopt);
}

TEST(RecordEndTest, MayBeAfterAQuoteThatEndsTheText) {
  EXPECT_EQ(record_length("a,\"b\""), std::nullopt);
  EXPECT_EQ(open_quote("a,\"b\""), std::nullopt);
}

TEST(RecordEndTest, KnowsNoQuotesWhereThereAreNone) {
  Dialect dialect;
  dialect.quote.reset();
  EXPECT_EQ(record_length("\"a\nb\"\n", dialect), 3U);
  dialect.delimiter = "||";
  EXPECT_EQ(record_length("\"a\nb\"\n", dialect), 3U);
}

TEST(RecordEndTest, KnowsOtherQuotes) {
  Dialect dialect;
  dialect.quote = '\'';
  EXPECT_EQ(record_length("\"a\nb'\n'\n", dialect), 3U);
  EXPECT_EQ(record_length("'a\nb'\nc\n", dialect), 6U);
}

TEST(RecordEndTest, KnowsQuotesOfSeveralBytes) {
  Dialect dialect;
  dialect.quote.emplace(std::string_view("þ"));
  EXPECT_EQ(record_length("þa\nbþ\nc\n", dialect), 8U);
  EXPECT_EQ(record_length("þaþþ\nþ,þþ\nc\n", dialect), 16U);
  EXPECT_EQ(record_length("aþ\nbþ\n", dialect), 4U);
  EXPECT_EQ(record_length("\xC3\nbþ\n", dialect), 2U);
  EXPECT_EQ(record_length("þa\nbþ\xC3\n", dialect), 9U);
  EXPECT_EQ(record_length("þa\nb\xC3\n", dialect), std::nullopt);
  EXPECT_EQ(open_quote("x,þa\nb\xC3\n", dialect), 2U);
}

TEST(RecordEndTest, KnowsDelimitersOfSeveralBytes) {
  const Dialect dialect = with_delimiter("::");
  EXPECT_EQ(record_length("a::\"b\nc\"\nd\n", dialect), 9U);
  EXPECT_EQ(record_length("a:\"b\nc\"\nd\n", dialect), 5U);
  EXPECT_EQ(record_length("\"a\nb\"::\"\n\"::c\nd\n", dialect), 14U);
  EXPECT_EQ(record_length("\"a\"\"\n\"::\"\"\nd\n", dialect), 11U);
  EXPECT_EQ(record_length("a::b", dialect), std::nullopt);
  EXPECT_EQ(open_quote("a::\"b\nc", dialect), 3U);
}

TEST(RecordEndTest, ReadsOverlappingDelimitersFromTheLeft) {
  const Dialect dialect = with_delimiter("||");
  EXPECT_EQ(record_length("|||\"a\nb\"\n", dialect), 6U);
  EXPECT_EQ(record_length("||||\"a\nb\"\n", dialect), 10U);
  EXPECT_EQ(record_length("\"a\"|||\"\nb\"\n", dialect), 8U);
}

TEST(RecordEndTest, LooksForNoDelimiterBehindTheLineEnd) {
  const Dialect dialect = with_delimiter("\xE2\x82\xAC");
  EXPECT_EQ(record_length("a\n\xE2\x82\xAC\"b\n", dialect), 2U);
  EXPECT_EQ(record_length("a\xE2\x82\xAC\"b\n\"\n", dialect), 9U);
}

TEST(RecordEndTest, MayBeACarriageReturn) {
  Dialect dialect;
  dialect.line_end = LineEnd::kCr;
  EXPECT_EQ(record_length("a,\"b\r\"\rc\r", dialect), 7U);
  EXPECT_EQ(record_length("a\nb\rc\r", dialect), 4U);
}

TEST(RecordEndTest, PassesOverWhatIsEscaped) {
  Dialect dialect;
  dialect.escape = '\\';
  EXPECT_EQ(record_length("a\\\nb\n", dialect), 5U);
  EXPECT_EQ(record_length("a\\\r\nb\n", dialect), 6U);
  EXPECT_EQ(record_length("a\\\\\nb\n", dialect), 4U);
  EXPECT_EQ(record_length("\"a\\\"\n\"\nb\n", dialect), 7U);
  EXPECT_EQ(record_length("\\\"a\n\"\n", dialect), 4U);
  EXPECT_EQ(record_length("a\\,\"\n", dialect), 5U);
  EXPECT_EQ(record_length("a\\", dialect), std::nullopt);
  EXPECT_EQ(open_quote("a,\"b\\\"\n", dialect), 2U);
}

TEST(RecordEndTest, TakesAQuoteBehindBlanksForAnOpeningOneWhenTrimming) {
  Dialect dialect;
  dialect.trim = true;
  EXPECT_EQ(record_length(" \t\"a\nb\"\nc\n", dialect), 8U);
  EXPECT_EQ(record_length("x, \"a\nb\" , y\nc\n", dialect), 13U);
  EXPECT_EQ(record_length("x \"a\nb\"\n", dialect), 5U);
  dialect.delimiter = "\t";
  EXPECT_EQ(record_length("\t \"\n\"\n", dialect), 6U);
}

TEST(RecordEndTest, IsTheEndOfTheLineInAComment) {
  Dialect dialect;
  dialect.comment = "#";
  EXPECT_EQ(record_length("#\"a\nb\n", dialect), 4U);
  EXPECT_EQ(record_length("a,#\"b\n", dialect), 6U);
  EXPECT_EQ(record_length("\"a\n#b\n\"\n", dialect), 8U);
  EXPECT_EQ(record_length(" #,\"\n\"\n", dialect), 7U);
  dialect.trim = true;
  EXPECT_EQ(record_length(" #,\"\n\"\n", dialect), 5U);
  dialect.escape = '\\';
  EXPECT_EQ(record_length("#\\\nb\n", dialect), 3U);
  EXPECT_EQ(record_length("\\#\\\nb\n", dialect), 6U);
}

TEST(WithoutLineEndTest, TakesOffOneLineEnd) {
  EXPECT_EQ(without_line_end("a\n", LineEnd::kLf), "a");
  EXPECT_EQ(without_line_end("a\r\n", LineEnd::kLf), "a");
  EXPECT_EQ(without_line_end("a\r\r\n", LineEnd::kLf), "a\r");
  EXPECT_EQ(without_line_end("a\r\r\n", LineEnd::kCrCrLf), "a");
  EXPECT_EQ(without_line_end("a\r\r\r\n", LineEnd::kCrCrLf), "a\r");
  EXPECT_EQ(without_line_end("\r\r\n", LineEnd::kCrCrLf), "");
  EXPECT_EQ(without_line_end("a\r\n", LineEnd::kCrCrLf), "a");
  EXPECT_EQ(without_line_end("a\n\n", LineEnd::kLf), "a\n");
  EXPECT_EQ(without_line_end("a\r", LineEnd::kLf), "a\r");
  EXPECT_EQ(without_line_end("\r\n", LineEnd::kLf), "");
  EXPECT_EQ(without_line_end("", LineEnd::kLf), "");
  EXPECT_EQ(without_line_end("a\r\r", LineEnd::kCr), "a\r");
  EXPECT_EQ(without_line_end("a\n", LineEnd::kCr), "a\n");
}

}  // namespace
}  // namespace csvimport
