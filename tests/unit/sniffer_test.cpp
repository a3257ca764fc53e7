#include "csv/sniffer.hpp"

#include <gtest/gtest.h>

namespace csvimport {
namespace {

TEST(SniffLineEndTest, FindsLineFeeds) {
  EXPECT_EQ(sniff_line_end("a,b\n1,2\n", {}), LineEnd::kLf);
  EXPECT_EQ(sniff_line_end("a,b\r\n1,2\r\n", {}), LineEnd::kLf);
  EXPECT_EQ(sniff_line_end("a\r1\rb\n", {}), LineEnd::kLf);
}

TEST(SniffLineEndTest, FindsCarriageReturns) {
  EXPECT_EQ(sniff_line_end("a,b\r1,2\r", {}), LineEnd::kCr);
  EXPECT_EQ(sniff_line_end("\"a\",\"b\"\rx", {}), LineEnd::kCr);
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

TEST(SniffLineEndTest, KnowsOtherDialects) {
  Dialect dialect{"||", '\'', LineEnd::kLf};
  EXPECT_EQ(sniff_line_end("a||'\n'\rx", dialect), LineEnd::kCr);
  EXPECT_EQ(sniff_line_end("\"\n\"\r", dialect), LineEnd::kLf);
  dialect.quote.reset();
  EXPECT_EQ(sniff_line_end("'\rx", dialect), LineEnd::kCr);
}

}  // namespace
}  // namespace csvimport
