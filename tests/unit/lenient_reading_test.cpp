#include "csv/lenient_reading.hpp"

#include "csv/byte_order_mark.hpp"
#include "csv/lenient_index.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace csvimport {
namespace {

constexpr std::size_t kLimit = 1000;  // on a record, in bytes

using Records = std::vector<std::string>;

// The records of `text`, each with "q" before it if its quotes enclose fields
// across lines, "o" if the outer ones of its line do, and "l" if those do that
// are clean.
Records read(std::string_view text, std::size_t width,
             const Dialect& dialect = {}, std::size_t limit = kLimit) {
  const LenientReading reading(dialect, width, limit);
  Records records;
  while (!text.empty()) {
    const LenientReading::Record record = reading.find(text, true);
    if (record.next == nullptr) {
      records.emplace_back("too long");
      break;
    }
    const auto size = static_cast<std::size_t>(record.next - text.data());
    const char kind = record.quotes == QuoteReading::kKeepText ? 'q'
                      : record.quotes == QuoteReading::kOuter  ? 'o'
                                                               : 'l';
    records.push_back(kind + std::string(text.substr(0, size)));
    text.remove_prefix(size);
  }
  return records;
}

TEST(LenientReadingTest, TakesRecordsThatKeepTheRulesAsTheyAre) {
  EXPECT_EQ(read("1,2\n\"a\nb\",\"c\"\"\"\r\n,\n", 2),
            (Records{"q1,2\n", "q\"a\nb\",\"c\"\"\"\r\n", "q,\n"}));
  EXPECT_EQ(read("1,\"a\nb\"\n", 3), (Records{"q1,\"a\nb\"\n"}));
  EXPECT_EQ(read("1,\"a\nb\",,\n", 2), (Records{"q1,\"a\nb\",,\n"}));
}

TEST(LenientReadingTest, EndsTheLineOfAQuoteThatNeverCloses) {
  EXPECT_EQ(read("1,\"a\n2,b\n3,c\n", 2),
            (Records{"l1,\"a\n", "q2,b\n", "q3,c\n"}));
  EXPECT_EQ(read("\"\n", 2), (Records{"l\"\n"}));
}

TEST(LenientReadingTest, EndsTheLineOfAQuoteThatClosesInAnotherBeforeText) {
  EXPECT_EQ(read("1,\"a\n2,\"b\n3,c\n", 2),
            (Records{"l1,\"a\n", "l2,\"b\n", "q3,c\n"}));
  EXPECT_EQ(read("1,\"a,3\n2,\"b,5\n", 3),
            (Records{"l1,\"a,3\n", "l2,\"b,5\n"}));
}

TEST(LenientReadingTest, EndsTheLineOfARecordThatOnlyFitsSo) {
  EXPECT_EQ(read("1,\"a,3\n2,x\"\n", 3), (Records{"l1,\"a,3\n", "q2,x\"\n"}));
  EXPECT_EQ(read("\"a,b,\"c\",d\n", 4), (Records{"l\"a,b,\"c\",d\n"}));
}

TEST(LenientReadingTest, KeepsTextBehindAQuoteThatClosesInItsLine) {
  EXPECT_EQ(read("\"a\"b,2\n", 2), (Records{"q\"a\"b,2\n"}));
  EXPECT_EQ(read("\"a\"b\n", 2), (Records{"q\"a\"b\n"}));
}

TEST(LenientReadingTest, TakesQuotesBeforeTextForData) {
  EXPECT_EQ(
      read("1,\"say \"hi\" now\"\n2,\"say \"hi, you\" now\"\n", 2),
      (Records{"o1,\"say \"hi\" now\"\n", "o2,\"say \"hi, you\" now\"\n"}));
  EXPECT_EQ(read("\"a\"b\" ,\"c\"\n", 2), (Records{"o\"a\"b\" ,\"c\"\n"}));
  EXPECT_EQ(read("1,\"a\"b\",3\n", 2), (Records{"l1,\"a\"b\",3\n"}));
}

TEST(LenientReadingTest, DropsBlanksBehindAQuote) {
  EXPECT_EQ(read("1,\"a\nb\" \n2,\"c\"\n", 2),
            (Records{"q1,\"a\nb\" \n", "q2,\"c\"\n"}));
}

TEST(LenientReadingTest, KeepsItBehindOthersWhereOnlyThatFits) {
  EXPECT_EQ(read("\"a\nb\" x,2\n", 2), (Records{"q\"a\nb\" x,2\n"}));
  EXPECT_EQ(read("\"a\nb\" x\n", 2), (Records{"l\"a\n", "qb\" x\n"}));
}

TEST(LenientReadingTest, JoinsNoRecordWithOneThatKeepsTheRules) {
  // Short, and too wide: neither line fits, but the next one does.
  EXPECT_EQ(read("1,\"x\"\",3\n2,\"y\",4,5\n", 4),
            (Records{"l1,\"x\"\",3\n", "q2,\"y\",4,5\n"}));
  EXPECT_EQ(read("1,\"x\"\",3\n2,\"y\"\n", 2),
            (Records{"l1,\"x\"\",3\n", "q2,\"y\"\n"}));
  EXPECT_EQ(read("1,\"x\"\"\n2,y,4\n3,\"z\"\"\",\"a\nb\"\n", 3),
            (Records{"l1,\"x\"\"\n", "q2,y,4\n", "q3,\"z\"\"\",\"a\nb\"\n"}));
  // The next line is no record of its own.
  EXPECT_EQ(read("\"a\nb\" x,2\n", 2), (Records{"q\"a\nb\" x,2\n"}));
  EXPECT_EQ(read("\"a\n\"b,2\n", 2), (Records{"q\"a\n\"b,2\n"}));
}

TEST(LenientReadingTest, PrefersTheLineToMoreFieldsThanThereMayBe) {
  EXPECT_EQ(read("\"a\nb\",c,d\n", 2), (Records{"l\"a\n", "lb\",c,d\n"}));
}

TEST(LenientReadingTest, GivesUpAQuoteAtTheLimit) {
  const std::string field(30, '\n');
  const std::string text = "1,\"" + field + "\"\n2,3\n";
  EXPECT_EQ(read(text, 2, {}, 34).front(), "q1,\"" + field + "\"\n");
  EXPECT_EQ(read(text, 2, {}, 33).front(), "l1,\"\n");
  EXPECT_EQ(read("1,\"" + std::string(40, 'x'), 2, {}, 33),
            (Records{"too long"}));
  const std::string marked = "\xEF\xBB\xBF" + text;
  EXPECT_EQ(read(marked, 2, {}, 37).front(),
            "q\xEF\xBB\xBF"
            "1,\"" +
                field + "\"\n");
  EXPECT_EQ(read(marked, 2, {}, 36).front(),
            "l\xEF\xBB\xBF"
            "1,\"\n");
}

TEST(LenientReadingTest, HeedsTheDialect) {
  Dialect escaped;
  escaped.escape = '\\';
  EXPECT_EQ(read("\"a\\\"\nb\",c\\\nd\n", 2, escaped),
            (Records{"q\"a\\\"\nb\",c\\\nd\n"}));
  EXPECT_EQ(read("\"a\\\n,b\n", 2, escaped), (Records{"l\"a\\\n,b\n"}));
  EXPECT_EQ(read("\"a\\\nb\"c,d\n", 2, escaped), (Records{"q\"a\\\nb\"c,d\n"}));
  Dialect trimmed;
  trimmed.trim = true;
  EXPECT_EQ(read("1, \"a\nb\" \n", 2, trimmed), (Records{"q1, \"a\nb\" \n"}));
  Dialect carriage_returns;
  carriage_returns.line_end = LineEnd::kCr;
  EXPECT_EQ(read("1,\"a\r2,3\r", 2, carriage_returns),
            (Records{"l1,\"a\r", "q2,3\r"}));
  Dialect unquoted;
  unquoted.quote.reset();
  EXPECT_EQ(read("1,\"a\n2\"\n", 2, unquoted), (Records{"q1,\"a\n", "q2\"\n"}));
}

Dialect random_dialect(std::mt19937& random) {
  Dialect dialect;
  if (random() % 3 == 0) dialect.delimiter = ", ";
  if (random() % 4 == 0) dialect.escape = '\\';
  dialect.trim = random() % 4 == 0;
  dialect.skips_initial_space = random() % 4 == 0;
  constexpr LineEnd kLineEnds[] = {LineEnd::kLf, LineEnd::kLf, LineEnd::kCr,
                                   LineEnd::kCrCrLf};
  dialect.line_end = kLineEnds[random() % 4];
  if (random() % 4 == 0) dialect.comment = "#";
  return dialect;
}

std::string random_text(std::mt19937& random, char line_end) {
  constexpr std::string_view kBytes = "a,\",\"\n\r \\#b\"";
  std::string text;
  if (random() % 4 == 0) text = "\xEF\xBB\xBF";
  for (std::size_t size = random() % 60; size > 0; --size) {
    text += kBytes[random() % kBytes.size()];
  }
  return text + line_end;
}

std::string without_end(std::string_view record, LineEnd line_end) {
  record.remove_suffix(1);
  for (std::size_t i = 0; i < returns_of(line_end); ++i) {
    if (record.ends_with('\r')) record.remove_suffix(1);
  }
  return std::string(record);
}

// What a worker makes of a record alone is what the reader cut it for.
TEST(LenientReadingTest, ReadsARecordAloneAsInItsPlace) {
  std::mt19937 random(1);
  for (int run = 0; run < 200'000; ++run) {
    const Dialect dialect = random_dialect(random);
    const std::string text = random_text(random, dialect.line_end_byte());
    const std::size_t width = 1 + random() % 4;
    const LenientReading reading(dialect, width, kLimit);
    const char* at = text.data();
    const char* const end = at + text.size();
    while (at != end) {
      const LenientReading::Record record =
          reading.find({at, static_cast<std::size_t>(end - at)}, true);
      // An escaped line end is none; the reader adds one that is.
      if (record.next == nullptr) break;
      const std::string_view whole(at,
                                   static_cast<std::size_t>(record.next - at));
      const std::string alone =
          without_end(without_byte_order_marks(whole), dialect.line_end);
      ASSERT_EQ(reading.read(alone), record.quotes)
          << testing::PrintToString(text) << " at " << at - text.data();
      at = record.next;
    }
  }
}

// The marks do not depend on how much of the text is there when they are made.
TEST(LenientReadingTest, FindsTheSameRecordsInPieces) {
  std::mt19937 random(2);
  for (int run = 0; run < 20'000; ++run) {
    const Dialect dialect = random_dialect(random);
    const std::string text = random_text(random, dialect.line_end_byte());
    const LenientIndexer indexer(dialect, 1 + random() % 4, 20);
    std::vector<RecordMark> whole;
    (void)indexer.index(text, true, text.size(), whole);
    std::vector<std::size_t> ends;
    std::size_t begin = 0;
    for (std::size_t size = 1; size <= text.size(); ++size) {
      std::vector<RecordMark> marks;
      const std::string_view piece =
          std::string_view(text).substr(begin, size - begin);
      const bool is_all = size == text.size();
      const std::size_t enough = is_all ? text.size() : 1 + random() % 60;
      (void)indexer.index(piece, is_all, enough, marks);
      for (const RecordMark& mark : marks) ends.push_back(begin + mark.end);
      if (!ends.empty()) begin = ends.back();
    }
    ASSERT_EQ(ends.size(), whole.size()) << testing::PrintToString(text);
    for (std::size_t i = 0; i < ends.size(); ++i) {
      ASSERT_EQ(ends[i], whole[i].end) << testing::PrintToString(text);
    }
  }
}

}  // namespace
}  // namespace csvimport
