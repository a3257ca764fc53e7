#pragma once

// The loops over a text that most of the time of cutting it goes to. They go by
// 64 bytes at a time, in the manner of Langdale and Lemire ("Parsing Gigabytes
// of JSON per Second", section 3.1.1): a running parity of the quotes tells
// which line ends are data.

#include "csv/record_marker.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace csvimport {

// What separates fields and records, by one byte each.
struct BlockSyntax {
  char delimiter = ',';
  std::optional<char> quote;
  char line_end = '\n';
};

// Where fields of a text end, by offsets in it.
struct FieldEnds {
  // Room for `most` of them, and some more: kSpareEnds.
  std::uint32_t* ends = nullptr;
  std::size_t most = 0;
  std::size_t count = 0;  // of those that were found
  // Of quotes that are data and follow another one.
  std::vector<std::uint32_t>* doubled = nullptr;
};
inline constexpr std::size_t kSpareEnds = 8;

// The same loops by other instructions. Any thread may call them.
struct BlockLoops {
  // Finds what ends fields in a text without quotes; false if there is no room.
  bool (*find_ends)(std::string_view text, const BlockSyntax& syntax,
                    FieldEnds& found);
  // The same in a text with quotes, and which are doubled. False also if a
  // quote is neither the first nor the last character of its field, nor
  // doubled; behind the closing quote of a record's last field, a CR may stand.
  bool (*find_quoted_ends)(std::string_view text, const BlockSyntax& syntax,
                           FieldEnds& found);
  // Sets the marks to all whole lines of a text, where no record may have
  // another line in it, and counts the blank ones; `returns` is 0 or 1. False
  // if a line begins as a byte-order mark does.
  bool (*mark_lines)(RecordMarker& marker, char line_end);
  // Goes on from marker.at, the start of a record, until the text ends or a
  // quote stands where parity would mislead.
  void (*mark_records)(RecordMarker& marker, const BlockSyntax& syntax);
};

// By the widest instructions that the processor has.
const BlockLoops& block_loops();
// By those that any processor has.
const BlockLoops& portable_block_loops();

}  // namespace csvimport
