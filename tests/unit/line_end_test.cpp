#include "sniff/line_end.hpp"

#include <gtest/gtest.h>

#include <string_view>

namespace csvimport {
namespace {

TEST(SniffLineEndTest, FindsLineFeeds) {
  EXPECT_EQ(sniff_line_end("a,b\n1,2\n", {}), LineEnd::kLf);
  EXPECT_EQ(sniff_line_end("a,b\r\n1,2\r\n", {}), LineEnd::kLf);
  EXPECT_EQ(sniff_line_end("a\r1\nb\r", {}), LineEnd::kLf);
  EXPECT_EQ(sniff_line_end("a\r\n", {}), LineEnd::kLf);
}

TEST(SniffLineEndTest, FindsCarriageReturns) {
  EXPECT_EQ(sniff_line_end("a,b\r1,2\r", {}), LineEnd::kCr);
  EXPECT_EQ(sniff_line_end("\"a\",\"b\"\rx", {}), LineEnd::kCr);
  EXPECT_EQ(sniff_line_end("a\r1\r2\n", {}), LineEnd::kCr);
  EXPECT_EQ(sniff_line_end("a\r1\r2\r\n", {}), LineEnd::kCr);
}

TEST(SniffLineEndTest, FindsDoubledReturnsWhereNoLineEndsOtherwise) {
  EXPECT_EQ(sniff_line_end("a,b\r\r\n1,2\r\r\n", {}), LineEnd::kCrCrLf);
  EXPECT_EQ(sniff_line_end("a,b\r\r\n1,2", {}), LineEnd::kCrCrLf);
  EXPECT_EQ(sniff_line_end("\"a\"\r\r\n\"x\ny\"\r\r\n", {}), LineEnd::kCrCrLf);
  EXPECT_EQ(sniff_line_end("a,b\r\r\n1,2\r\n", {}), LineEnd::kLf);
  EXPECT_EQ(sniff_line_end("a,b\r\n1,2\r\r\n", {}), LineEnd::kLf);
  EXPECT_EQ(sniff_line_end("a,b\r1,2\r\r\n", {}), LineEnd::kCr);
  for (const std::string_view sample :
       {"a\r\r\n1\n2\r\r\n", "a\n1\r\r\n2\r\r\n", "a\r\n1\r\r\n2\r\r\n"}) {
    EXPECT_EQ(sniff_line_end(sample, {}), LineEnd::kCrCrLf) << sample;
  }
  EXPECT_EQ(sniff_line_end("a\n1\r\r\n2\n", {}), LineEnd::kLf);
}

TEST(SniffLineEndTest, TakesLineFeedsWhereNoLineEnds) {
  EXPECT_EQ(sniff_line_end("", {}), LineEnd::kLf);
  EXPECT_EQ(sniff_line_end("a,b", {}), LineEnd::kLf);
}

TEST(SniffLineEndTest, OverlooksWhatIsInQuotes) {
  EXPECT_EQ(sniff_line_end("\"a\nb\",c\rd\r", {}), LineEnd::kCr);
  EXPECT_EQ(sniff_line_end("x,\"a\"\"\nb\"\rd\r", {}), LineEnd::kCr);
  EXPECT_EQ(sniff_line_end("\"a\rb\"", {}), LineEnd::kLf);
}

TEST(SniffLineEndTest, OverlooksQuotesInMidField) {
  EXPECT_EQ(sniff_line_end("5\" pipe\rx", {}), LineEnd::kCr);
  EXPECT_EQ(sniff_line_end("a\"\"b\rc\r", {}), LineEnd::kCr);
  EXPECT_EQ(sniff_line_end("\"a\"x\"\"y\rc\r", {}), LineEnd::kCr);
}

TEST(SniffLineEndTest, DoesNotJudgeByACrlfThatIsCutInTwo) {
  EXPECT_EQ(sniff_line_end("a,b\r", {}), LineEnd::kLf);
  EXPECT_EQ(sniff_line_end("a,b\r1\r", {}), LineEnd::kCr);
}

TEST(SniffLineEndTest, LooksForTheWholeDelimiter) {
  const Dialect dialect{", ", '"', LineEnd::kLf};
  EXPECT_EQ(sniff_line_end("say \"hi\r1, \"\n\"\r", dialect), LineEnd::kCr);
  EXPECT_EQ(sniff_line_end("a,\"\n\"\r", dialect), LineEnd::kLf);
}

TEST(SniffLineEndTest, OverlooksWhatIsEscaped) {
  Dialect dialect;
  dialect.escape = '\\';
  EXPECT_EQ(sniff_line_end("a\\\nb\rc\r", dialect), LineEnd::kCr);
  EXPECT_EQ(sniff_line_end("a\\\r\nb\rc\r", dialect), LineEnd::kCr);
  EXPECT_EQ(sniff_line_end("\"a\\\"\n\"\rc\r", dialect), LineEnd::kCr);
  EXPECT_EQ(sniff_line_end("a\\\rb\n", dialect), LineEnd::kLf);
  EXPECT_EQ(sniff_line_end("a\\\rb", dialect), LineEnd::kLf);
}

TEST(SniffLineEndTest, OverlooksQuotesInComments) {
  Dialect dialect;
  dialect.comment = "#";
  EXPECT_EQ(sniff_line_end("#\"\ra\nb", dialect), LineEnd::kLf);
  EXPECT_EQ(sniff_line_end("#,\"\ra\r\"\n\"\r", dialect), LineEnd::kCr);
  EXPECT_EQ(sniff_line_end("#,\"", dialect), LineEnd::kLf);
}

TEST(SniffLineEndTest, FindsQuotesBehindBlanksWhenTrimming) {
  Dialect dialect;
  EXPECT_EQ(sniff_line_end("a, \"\n\"\rb\r", dialect), LineEnd::kLf);
  dialect.trim = true;
  EXPECT_EQ(sniff_line_end("a, \"\n\"\rb\r", dialect), LineEnd::kCr);
}

TEST(SniffLineEndTest, IsTheUsualOneWhereNothingTells) {
  for (const std::string_view sample :
       {"a,b", "a,b\r", "a,b\n", "a,b\r\n", "\"a\nb\",c"}) {
    EXPECT_EQ(sniff_line_end(sample, {}, LineEnd::kCr), LineEnd::kCr) << sample;
  }
  EXPECT_EQ(sniff_line_end("a,b\n1", {}, LineEnd::kCr), LineEnd::kLf);
}

TEST(SniffLineEndTest, KnowsOtherDialects) {
  Dialect dialect{"||", '\'', LineEnd::kLf};
  EXPECT_EQ(sniff_line_end("a||'\n'\rx", dialect), LineEnd::kCr);
  EXPECT_EQ(sniff_line_end("\"\n\"\r", dialect), LineEnd::kLf);
  dialect.quote.reset();
  EXPECT_EQ(sniff_line_end("'\rx", dialect), LineEnd::kCr);
}

}  // namespace
}  // namespace csvimport
