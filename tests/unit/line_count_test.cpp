#include "csv/line_count.hpp"

#include "csv/record_end.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>

namespace csvimport {
namespace {

LineCount count_one_by_one(std::string_view text, LineEnd line_end) {
  const char end = line_end == LineEnd::kLf ? '\n' : '\r';
  LineCount count;
  std::size_t start = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != end) continue;
    const std::string_view line = text.substr(start, i + 1 - start);
    ++count.lines;
    if (without_line_end(line, line_end).empty()) ++count.blank_lines;
    start = i + 1;
  }
  return count;
}

void expect_right_count(std::string_view text) {
  for (const LineEnd line_end : {LineEnd::kLf, LineEnd::kCr}) {
    const LineCount count = count_lines(text, line_end);
    const LineCount expected = count_one_by_one(text, line_end);
    EXPECT_EQ(count.lines, expected.lines) << text;
    EXPECT_EQ(count.blank_lines, expected.blank_lines) << text;
  }
}

std::string random_text(std::size_t length, std::string_view alphabet,
                        std::mt19937& random) {
  std::uniform_int_distribution<std::size_t> any(0, alphabet.size() - 1);
  std::string text(length, ' ');
  for (char& byte : text) byte = alphabet[any(random)];
  return text;
}

TEST(LineCountTest, CountsShortTexts) {
  for (const char* const text :
       {"", "a", "\n", "\r", "\r\n", "\n\n", "\r\r", "a\n", "a\r\n", "\n\r\n",
        "\r\r\n", "a\n\r\n\n", "\r\n\r\n"}) {
    SCOPED_TRACE(testing::PrintToString(text));
    expect_right_count(text);
  }
}

TEST(LineCountTest, CountsTextsAroundABlock) {
  std::mt19937 random(1);
  for (std::size_t length = 0; length < 200; ++length) {
    for (int i = 0; i < 5; ++i) {
      expect_right_count(random_text(length, "a\n\r", random));
    }
  }
}

TEST(LineCountTest, CountsTextsAroundARoundOfBlocks) {
  constexpr std::size_t kRound = std::size_t{255} * 64;
  std::mt19937 random(2);
  for (const std::size_t rounds : {kRound, 2 * kRound}) {
    for (std::size_t length = rounds - 3; length < rounds + 70; length += 3) {
      expect_right_count(random_text(length, "ab\n\r", random));
    }
  }
}

TEST(LineCountTest, CountsMoreLinesThanACounterByteHolds) {
  for (const std::size_t length : {16'320U, 16'322U, 16'386U, 50'000U}) {
    const std::string text(length, '\n');
    const LineCount count = count_lines(text, LineEnd::kLf);
    EXPECT_EQ(count.lines, length);
    EXPECT_EQ(count.blank_lines, length);
  }
}

}  // namespace
}  // namespace csvimport
