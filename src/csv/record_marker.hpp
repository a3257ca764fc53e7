#pragma once

// The marks of a text's records, as their ends are found.

#include "csv/batch.hpp"
#include "csv/byte_order_mark.hpp"
#include "csv/dialect.hpp"
#include "csv/syntax.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace csvimport {

// What is found beside the marks.
struct RecordSummary {
  std::uint64_t lines = 0;        // that end in the records marked
  std::uint64_t blank_lines = 0;  // of the records marked, the empty ones
  std::uint64_t comments = 0;     // of the records marked
  bool has_no_quote = false;      // the text, as far as that was looked for

  // Counts a record if it is a blank line or a comment.
  void count_idle(std::string_view record, const Syntax& syntax) {
    if (syntax.is_comment(record)) {
      ++comments;
    } else if (syntax.is_blank_line(record)) {
      ++blank_lines;
    }
  }
};

// Of a text, which it borrows together with the marks.
struct RecordMarker {
  std::string_view text;
  std::vector<RecordMark>& marks;
  std::size_t returns;           // CRs that belong to a line end, at most
  std::size_t at = 0;            // all before it is dealt with
  std::uint64_t open_lines = 0;  // line ends in the record under way
  RecordSummary summary{};

  // The record under way ends before `end`.
  void mark(std::size_t end) {
    const char* const begin = text.data() + record_begin();
    const char* const line_end = text.data() + end - 1;
    const char* const text_end = before_returns(begin, line_end, returns);
    const bool blank = text_end == begin || (*begin == kByteOrderMark[0] &&
                                             holds_marks_only(begin, text_end));
    if (blank) ++summary.blank_lines;
    add(end);
  }
  // The same, without a look at it.
  void add(std::size_t end) {
    summary.lines += open_lines;
    marks.push_back({static_cast<std::uint32_t>(end),
                     static_cast<std::uint32_t>(open_lines)});
    open_lines = 0;
  }

  [[nodiscard]] std::size_t record_begin() const {
    return marks.empty() ? 0 : marks.back().end;
  }

 private:
  [[nodiscard]] static bool holds_marks_only(const char* begin,
                                             const char* end) {
    const auto size = static_cast<std::size_t>(end - begin);
    return without_byte_order_marks({begin, size}).empty();
  }
};

}  // namespace csvimport
