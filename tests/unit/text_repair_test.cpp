#include "csv/text_repair.hpp"

#include "base/utf8.hpp"
#include "input/encoding.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <utility>

namespace csvimport {
namespace {

using namespace std::string_literals;
using Repaired = std::pair<std::string, std::uint64_t>;

Repaired repair(const std::string& text, bool is_converted = false) {
  std::string out;
  const std::uint64_t replaced = append_repaired(text, is_converted, out);
  return {out, replaced};
}

TEST(TextRepairTest, LeavesCharactersAsTheyAre) {
  const std::string text =
      "a\x7F\n\u0080\u07FF\u0800\uD7FF\uE000\uFFFF"
      "\U00010000\U0010FFFF";
  EXPECT_EQ(repair(text), (Repaired{text, 0}));
  EXPECT_EQ(repair(""), (Repaired{"", 0}));
}

TEST(TextRepairTest, ReplacesNuls) {
  EXPECT_EQ(repair("a\0\0b"s), (Repaired{"a\uFFFD\uFFFDb", 2}));
}

// The examples of the Unicode Standard, tables 3-8 to 3-11.
TEST(TextRepairTest, ReplacesMaximalPieces) {
  EXPECT_EQ(repair("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41").second, 8U);
  EXPECT_EQ(repair("\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41").second, 8U);
  EXPECT_EQ(repair("\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42").second, 7U);
  EXPECT_EQ(repair("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41"),
            (Repaired{"\uFFFD\uFFFD\uFFFD\uFFFDA", 4}));
}

TEST(TextRepairTest, ReplacesAByteThatCouldNotBeDecodedOnce) {
  std::string text = "a";
  append_undecodable(text, '\x81');
  EXPECT_EQ(repair(text + "b", true), (Repaired{"a\uFFFDb", 1}));
}

TEST(TextRepairTest, AlwaysGivesValidText) {
  std::mt19937 random(1);
  for (int run = 0; run < 100'000; ++run) {
    std::string text;
    for (int i = 0; i < 8; ++i) {
      text += static_cast<char>(random() % 2 == 0 ? random()
                                                  : 0x80 + random() % 0x80);
    }
    const std::string repaired = repair(text).first;
    ASSERT_TRUE(is_valid_utf8(repaired));
    ASSERT_EQ(repaired.find('\0'), std::string::npos);
  }
}

}  // namespace
}  // namespace csvimport
