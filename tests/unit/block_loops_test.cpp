#include "csv/block_loops.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace csvimport {
namespace {

using Loops = const BlockLoops&;
using Offsets = std::vector<std::uint32_t>;

// What the loops say: yes or no, and what they found if so.
std::tuple<bool, Offsets, Offsets> ends_by(Loops loops, std::string_view text,
                                           bool has_quotes, std::size_t most) {
  Offsets ends(most + kSpareEnds);
  Offsets doubled;
  FieldEnds found = {ends.data(), most, 0, &doubled};
  const auto find = has_quotes ? loops.find_quoted_ends : loops.find_ends;
  if (!find(text, {',', '"', '\n'}, found)) return {false, {}, {}};
  ends.resize(found.count);
  return {true, ends, doubled};
}

using Marks = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

std::tuple<bool, Marks, std::uint64_t, std::uint64_t> marks_by(
    Loops loops, std::string_view text, bool are_lines) {
  std::vector<RecordMark> marks;
  RecordMarker marker{text, marks, 1};
  bool holds = true;
  if (are_lines) {
    holds = loops.mark_lines(marker, '\n');
  } else {
    loops.mark_records(marker, {',', '"', '\n'});
    holds = marker.at == text.size();
  }
  Marks found;
  if (holds || !are_lines) {
    for (const RecordMark& mark : marks) {
      found.emplace_back(mark.end, mark.lines);
    }
  }
  return {holds, found, marker.summary.blank_lines, marker.at};
}

// Texts of several blocks; of some, the last is short.
std::string text_of(std::mt19937& random, std::string_view alphabet) {
  std::string text(random() % 400, ' ');
  for (char& byte : text) byte = alphabet[random() % alphabet.size()];
  return text;
}

TEST(BlockLoopsTest, FindTheSameByAnyInstructions) {
  std::mt19937 random(19);
  int found = 0;
  for (int i = 0; i < 20'000; ++i) {
    const char* const alphabet = i % 2 == 0 ? "a,\n\r" : "abcde,,\n\"\"\r";
    const std::string text = text_of(random, alphabet);
    for (const bool flag : {false, true}) {
      const auto ends = ends_by(portable_block_loops(), text, flag, 400);
      found += std::get<0>(ends) ? 1 : 0;
      ASSERT_EQ(ends_by(block_loops(), text, flag, 400), ends) << text;
      ASSERT_EQ(marks_by(block_loops(), text, flag),
                marks_by(portable_block_loops(), text, flag))
          << text;
    }
  }
  EXPECT_GT(found, 10'000);
}

TEST(BlockLoopsTest, FindWhatEndsFields) {
  for (Loops loops : {block_loops(), portable_block_loops()}) {
    EXPECT_EQ(ends_by(loops, "a,bc\n\"\n", false, 9),
              std::tuple(true, Offsets({1, 4, 6}), Offsets()));
    EXPECT_EQ(ends_by(loops, "\"a,\"\"\",c\r\n", true, 9),
              std::tuple(true, Offsets({6, 9}), Offsets({4})));
    EXPECT_FALSE(std::get<0>(ends_by(loops, "a\"b\"\n", true, 9)));
    EXPECT_FALSE(std::get<0>(ends_by(loops, "a,b,c\n", false, 2)));
  }
}

}  // namespace
}  // namespace csvimport
