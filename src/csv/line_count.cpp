#include "csv/line_count.hpp"

#include <array>
#include <cstddef>

namespace csvimport {
namespace {

// The loops over a block have a fixed length and counters of one byte, which is
// the form that compilers turn into vector instructions.
constexpr std::size_t kBlock = 64;
constexpr std::size_t kBlocksPerRound = 255;  // what a counter byte can hold
using Counters = std::array<std::uint8_t, kBlock>;

std::uint64_t sum(const Counters& counters) {
  std::uint64_t total = 0;
  for (const std::uint8_t counter : counters) total += counter;
  return total;
}

// `at` points to a byte with two more of the text before it.
bool ends_blank_line(const char* at, char line_end) {
  return (at[0] == line_end) &
         ((at[-1] == line_end) | ((at[-1] == '\r') & (at[-2] == line_end)));
}

LineCount count_block_round(const char* at, std::size_t blocks, char line_end) {
  Counters lines{};
  Counters blank_lines{};
  for (std::size_t block = 0; block < blocks; ++block, at += kBlock) {
    for (std::size_t i = 0; i < kBlock; ++i) {
      lines[i] = static_cast<std::uint8_t>(lines[i] + (at[i] == line_end));
      blank_lines[i] = static_cast<std::uint8_t>(
          blank_lines[i] + ends_blank_line(at + i, line_end));
    }
  }
  return {sum(lines), sum(blank_lines)};
}

}  // namespace

LineCount count_lines(std::string_view text, LineEnd line_end) {
  const char end = line_end == LineEnd::kLf ? '\n' : '\r';
  LineCount count;
  const auto add_one = [&](bool line, bool blank) {
    count.lines += line ? 1 : 0;
    count.blank_lines += blank ? 1 : 0;
  };
  if (!text.empty()) add_one(text[0] == end, text[0] == end);
  if (text.size() > 1) {
    add_one(text[1] == end,
            text[1] == end && (text[0] == end || text[0] == '\r'));
  }
  std::size_t at = 2;
  while (at + kBlock <= text.size()) {
    const std::size_t blocks =
        std::min((text.size() - at) / kBlock, kBlocksPerRound);
    const LineCount round = count_block_round(text.data() + at, blocks, end);
    count.lines += round.lines;
    count.blank_lines += round.blank_lines;
    at += blocks * kBlock;
  }
  for (; at < text.size(); ++at) {
    add_one(text[at] == end, ends_blank_line(text.data() + at, end));
  }
  return count;
}

}  // namespace csvimport
