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

}  // namespace
}  // namespace csvimport
