#pragma once

// Texts among the numbers of a column whose type follows from its values: they
// make it TEXT.

#include "load/column_texts.hpp"
#include "schema/column_type.hpp"
#include "schema/likely_marks.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace csvimport {

// What was seen of one column where it was inspected.
struct ColumnStrays {
  std::uint64_t numbers = 0;
  Evidence kinds;           // of the numbers
  LikelyMarks marks;        // by which the values are numbers
  ColumnTexts texts;        // the other values
  std::string text;         // the first of these
  bool is_quoted = false;   // it stands in quotes
  bool is_the_only = true;  // no other text is there
  bool has_code = false;    // one is of digits, and no amount, such as 007

  void add_number(std::string_view number, NumberKind kind) {
    ++numbers;
    kinds.add(kind);
    marks.add_number(number);
  }
  // Adds a text that stands in line `line` of `input`.
  void add_text(std::string_view added, bool quoted, const std::string& input,
                std::uint64_t line);

  // Whether there are so few texts that they are likely to be slips, or
  // spellings of NULL, or numbers by other marks than those `given`.
  [[nodiscard]] bool are_likely_slips(const NumberMarks& given) const;

  // Adds what was seen in records that follow.
  ColumnStrays& operator+=(const ColumnStrays& later);
};

// One for each column; empty where nothing was inspected.
using TableStrays = std::vector<ColumnStrays>;

// Adds what was seen in records that follow, in the same columns.
TableStrays& operator+=(TableStrays& strays, const TableStrays& later);

}  // namespace csvimport
