#include "csv/record_index.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace csvimport {
namespace {

struct Indexed {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> marks;
  std::uint64_t lines = 0;
  std::uint64_t blank_lines = 0;

  bool operator==(const Indexed&) const = default;
};

Indexed indexed(const Dialect& dialect, std::string_view text) {
  std::vector<RecordMark> marks(3);  // of an earlier text
  const RecordIndexer::Summary summary =
      RecordIndexer(dialect).index(text, marks);
  Indexed found{{}, summary.lines, summary.blank_lines};
  for (const RecordMark& mark : marks) {
    found.marks.emplace_back(mark.end, mark.lines);
  }
  return found;
}

// The same, one record after the other.
Indexed found_one_by_one(const Dialect& dialect, std::string_view text) {
  const RecordEndFinder finder(dialect);
  Indexed found;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (const char* const next = finder.find(at, end).next) {
    const auto lines = std::count(at, next, dialect.line_end_byte());
    const std::string_view record(at, static_cast<std::size_t>(next - at));
    found.marks.emplace_back(next - text.data(), lines);
    found.lines += static_cast<std::uint64_t>(lines);
    if (without_line_end(record, dialect.line_end).empty()) {
      ++found.blank_lines;
    }
    at = next;
  }
  return found;
}

// Texts in which every byte means something.
std::string random_text(std::mt19937& random, std::string_view alphabet) {
  std::string text(random() % 300, ' ');
  for (char& byte : text) byte = alphabet[random() % alphabet.size()];
  return text;
}

void expect_like_the_finder(const Dialect& dialect, std::string_view alphabet) {
  std::mt19937 random(7);
  for (int i = 0; i < 5'000; ++i) {
    const std::string text = random_text(random, alphabet);
    ASSERT_EQ(indexed(dialect, text), found_one_by_one(dialect, text)) << text;
  }
}

TEST(RecordIndexTest, MarksRecordsLinesAndBlankLines) {
  const Indexed found = indexed({}, "a,b\n\n1,\"x\ny\"\r\n\r\nrest");
  EXPECT_EQ(found.marks, (std::vector<std::pair<std::uint32_t, std::uint32_t>>{
                             {4, 1}, {5, 1}, {14, 2}, {16, 1}}));
  EXPECT_EQ(found.lines, 5U);
  EXPECT_EQ(found.blank_lines, 2U);
}

TEST(RecordIndexTest, FindsWhatTheFinderFindsInAnyText) {
  expect_like_the_finder({}, "a\",\n");
  expect_like_the_finder({}, "aaaaaaaaaaaaaaaaaaaa,,,\"\n\r");
  expect_like_the_finder({";", '\'', LineEnd::kLf}, "a';\n\r");
}

TEST(RecordIndexTest, FindsWhatTheFinderFindsInLines) {
  expect_like_the_finder({}, "a\n\r");
  expect_like_the_finder({}, "aaaaaaaaaaaaaaaaaaaa,\n\r");
}

TEST(RecordIndexTest, TakesALineOfByteOrderMarksForBlank) {
  const Indexed found = indexed({},
                                "a\n\xEF\xBB\xBF\n\xEF\xBB\xBF"
                                "b\n");
  EXPECT_EQ(found.blank_lines, 1U);
  EXPECT_EQ(found.lines, 3U);
}

TEST(RecordIndexTest, FindsWhatTheFinderFindsWithCarriageReturns) {
  expect_like_the_finder({",", '"', LineEnd::kCr}, "aaa\",\n\r");
}

TEST(RecordIndexTest, FindsWhatTheFinderFindsWithoutQuotes) {
  expect_like_the_finder({",", std::nullopt, LineEnd::kLf}, "aaa\",\n\r");
}

TEST(RecordIndexTest, FindsWhatTheFinderFindsWithALongDelimiter) {
  expect_like_the_finder({"||", '"', LineEnd::kLf}, "a\"||\n");
}

TEST(RecordIndexTest, GoesOnInBlocksBehindAStrayQuote) {
  std::string text = "5\" pipe,1\n";
  for (int i = 0; i < 50; ++i) text += "\"a\nb\",2\n";
  EXPECT_EQ(indexed({}, text), found_one_by_one({}, text));
  EXPECT_EQ(indexed({}, text).marks.size(), 51U);
}

}  // namespace
}  // namespace csvimport
