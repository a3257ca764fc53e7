#pragma once

// Which marks of a batch stand for records, and batches cut at one of them.

#include "csv/batch.hpp"
#include "csv/syntax.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

namespace csvimport {

// Knows the marks of an input's batches. Any number of threads at a time.
class BatchMarks {
 public:
  BatchMarks(Syntax syntax, bool blank_lines_are_records)
      : syntax_(std::move(syntax)),
        blank_lines_are_records_(blank_lines_are_records) {}

  // Whether the mark of this index is that of a blank line or a comment.
  [[nodiscard]] bool is_idle(const Batch& batch, std::size_t index) const;
  // Whether it is one that Batch::records counts: some blank lines are.
  [[nodiscard]] bool is_record(const Batch& batch, std::size_t index) const;

  // Leaves the first `count` marks in `batch`, which have as many records as
  // its count says by now.
  static void cut(Batch& batch, std::size_t count);
  // Leaves the first `records` of its records, and what stands before them.
  void keep_first(Batch& batch, std::uint64_t records) const;

 private:
  Syntax syntax_;
  bool blank_lines_are_records_;
};

}  // namespace csvimport
