#include "base/utf8.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>

namespace csvimport {
namespace {

// The offset of the first bad byte is not where `text` ends, so it is `offset`
// wherever in a longer text `text` stands.
void expect_invalid_at(std::size_t offset, const std::string& text) {
  for (const std::size_t before : {0U, 1U, 3U, 15U, 31U, 63U, 64U, 100U}) {
    for (const std::size_t after : {0U, 1U, 70U}) {
      const std::string whole =
          std::string(before, 'a') + text + std::string(after, 'z');
      EXPECT_EQ(find_invalid_utf8(whole), before + offset)
          << testing::PrintToString(text) << " behind " << before;
      EXPECT_FALSE(is_valid_utf8(whole));
    }
  }
}

// Table 3-7 of the Unicode standard, the ends of each row.
constexpr std::array<std::string_view, 17> kWellFormed = {"\x7F",
                                                          "\xC2\x80",
                                                          "\xDF\xBF",
                                                          "\xE0\xA0\x80",
                                                          "\xE0\xBF\xBF",
                                                          "\xE1\x80\x80",
                                                          "\xEC\xBF\xBF",
                                                          "\xED\x80\x80",
                                                          "\xED\x9F\xBF",
                                                          "\xEE\x80\x80",
                                                          "\xEF\xBF\xBF",
                                                          "\xF0\x90\x80\x80",
                                                          "\xF0\xBF\xBF\xBF",
                                                          "\xF1\x80\x80\x80",
                                                          "\xF3\xBF\xBF\xBF",
                                                          "\xF4\x80\x80\x80",
                                                          "\xF4\x8F\xBF\xBF"};

TEST(Utf8Test, FindsNothingInWellFormedText) {
  EXPECT_EQ(find_invalid_utf8(""), 0U);
  std::string all;
  for (const std::string_view sequence : kWellFormed) {
    EXPECT_EQ(find_invalid_utf8(sequence), sequence.size());
    all += sequence;
    EXPECT_EQ(find_invalid_utf8(all), all.size());
    EXPECT_TRUE(is_valid_utf8(all));
  }
}

TEST(Utf8Test, FindsTheStartOfASequenceThatIsCutShort) {
  for (const std::string_view sequence : kWellFormed) {
    for (std::size_t size = 1; size < sequence.size(); ++size) {
      expect_invalid_at(0, std::string(sequence.substr(0, size)));
      expect_invalid_at(2, "\xC3\xA9" + std::string(sequence.substr(0, size)));
    }
  }
}

TEST(Utf8Test, FindsBytesThatStartNothing) {
  for (const char* const text :
       {"\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xF5\x80\x80\x80", "\xFE",
        "\xFF", "\xF8\x88\x80\x80\x80"}) {
    expect_invalid_at(0, text);
  }
}

TEST(Utf8Test, FindsSequencesOutsideTheTable) {
  for (const char* const text :
       {"\xC2\x7F", "\xC2\xC0", "\xE0\x9F\xBF", "\xE0\xC0\x80", "\xED\xA0\x80",
        "\xED\xBF\xBF", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xE2\x82\x41",
        "\xF0\x9F\x98\x41"}) {
    expect_invalid_at(0, text);
  }
}

TEST(Utf8Test, FindsTheFirstOfSeveral) {
  expect_invalid_at(3, "abc\xFFxyz\xFE");
  expect_invalid_at(4, "\xF0\x9F\x98\x80\xF0\x9F\x98\xE2\x82\xAC\xFF");
  expect_invalid_at(3, "\xE2\x82\xAC\x80\xE2\x82\xAC");
}

// All that the table tells apart, each up to four bytes of it, across the end
// of a block of 16 bytes.
TEST(Utf8Test, SaysTheSameByBlocksAsByteByByte) {
  constexpr std::string_view kEnds(
      "\0\x7F\x80\x8F\x90\x9F\xA0\xBF\xC0\xC1\xC2\xDF\xE0\xE1\xEC\xED\xEE\xEF"
      "\xF0\xF1\xF3\xF4\xF5\xFF",
      24);
  std::size_t valid = 0;
  for (std::size_t i = 0; i < 24 * 24 * 24 * 24; ++i) {
    const std::size_t before = 13 + i % 4;
    std::string text(before + 20, 'a');
    std::size_t left = i;
    for (std::size_t k = 0; k < 4; ++k, left /= 24) {
      text[before + k] = kEnds[left % 24];
    }
    if (i % 3 == 0) text.resize(before + 4);
    const bool is_valid = find_invalid_utf8(text) == text.size();
    ASSERT_EQ(is_valid_utf8(text), is_valid) << testing::PrintToString(text);
    valid += is_valid ? 1 : 0;
  }
  EXPECT_GT(valid, 100U);
}

}  // namespace
}  // namespace csvimport
