#pragma once

// Counting lines at the speed of memory.

#include "csv/dialect.hpp"

#include <cstdint>
#include <string_view>

namespace csvimport {

struct LineCount {
  std::uint64_t lines = 0;
  std::uint64_t blank_lines =
      0;  // of them, those with nothing before their end
};

// Counts the line ends in `text`, which starts at the start of a line.
LineCount count_lines(std::string_view text, LineEnd line_end);

}  // namespace csvimport
