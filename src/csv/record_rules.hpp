#pragma once

// The rules by which the records of an input are told apart: those of its
// dialect, strict or lenient, and the limits on their size.

#include "csv/batch.hpp"
#include "csv/dialect.hpp"
#include "csv/lenient_index.hpp"
#include "csv/record_end.hpp"
#include "csv/record_index.hpp"
#include "csv/syntax.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace csvimport {

struct ReaderLimits {
  std::size_t batch_bytes = 256 * 1024;
  std::size_t max_record_bytes = 64 * 1024 * 1024;
  // The last record is none as long as its line has no end: more may come.
  bool leaves_open_record = false;
};

// Finds the records of a text that starts with one. Any thread may use one.
class RecordRules {
 public:
  // Records end as LenientReading says if they are to have `lenient_width`
  // fields, and as RFC 4180 and the dialect say without it.
  RecordRules(const Dialect& dialect, const ReaderLimits& limits,
              std::optional<std::size_t> lenient_width = std::nullopt);

  [[nodiscard]] const Dialect& dialect() const { return dialect_; }
  [[nodiscard]] const Syntax& syntax() const { return syntax_; }
  [[nodiscard]] const ReaderLimits& limits() const { return limits_; }
  [[nodiscard]] bool is_lenient() const { return lenient_indexer_.has_value(); }

  // The byte after the first record of `text`, which nothing follows in the
  // input if `is_all`; null if that record is not whole.
  [[nodiscard]] const char* record_end(std::string_view text,
                                       bool is_all) const;
  // Sets `marks` to the whole records of `text`, up to the first one beyond the
  // limit; comments and blank lines are marked like records. Lenient rules mark
  // no record that begins more than a batch behind the start.
  RecordIndexer::Summary index(std::string_view text, bool is_all,
                               std::vector<RecordMark>& marks) const;
  // Whether a record ends where `text` does, which is all there is and ends a
  // line: then one more line end would be a line of its own.
  [[nodiscard]] bool ends_record(std::string_view text) const;
  // The size of the blank line or comment that `text` starts with, its line end
  // included; 0 if it starts with none that is whole and within the limit.
  [[nodiscard]] std::size_t idle_line_size(std::string_view text) const;

  // The line ends in `text`, within quotes or not.
  [[nodiscard]] std::uint64_t count_lines(std::string_view text) const;

  // Whether there is more of a record, its line end aside, than there may be.
  [[nodiscard]] bool is_too_long(std::string_view record) const;
  // As many bytes from a record's start as tell whether it is too long: those
  // of the longest record, of the longest line end, which the limit does not
  // count, and one more, without which there may or may not be more of it.
  [[nodiscard]] std::size_t bytes_to_judge() const {
    return limits_.max_record_bytes + 4;
  }

 private:
  // Takes out the marks from the first record beyond the limit on.
  void unmark_too_long(std::string_view text, std::vector<RecordMark>& marks,
                       RecordIndexer::Summary& summary) const;

  Dialect dialect_;
  ReaderLimits limits_;
  Syntax syntax_;
  RecordEndFinder finder_;
  RecordIndexer indexer_;
  std::optional<LenientIndexer> lenient_indexer_;  // in use if there is one
};

}  // namespace csvimport
