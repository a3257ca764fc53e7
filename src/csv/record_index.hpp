#pragma once

// The ends of all records of a buffer, found many bytes at a time.

#include "csv/block_loops.hpp"
#include "csv/dialect.hpp"
#include "csv/record_end.hpp"
#include "csv/record_marker.hpp"
#include "csv/syntax.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace csvimport {

// Finds all record ends of a text with the outcome of RecordEndFinder. As long
// as every other quote opens a field, it goes by 64 bytes at a time, in the
// manner of Langdale and Lemire ("Parsing Gigabytes of JSON per Second",
// section 3.1.1): a running parity of the quotes tells which line ends are
// data. Where that does not hold, it takes that one record by the finder, and
// all of them where fields are trimmed, the quote takes several bytes, or there
// are escapes or comments. Any thread may use one.
class RecordIndexer {
 public:
  explicit RecordIndexer(const Dialect& dialect);

  using Summary = RecordSummary;

  // Sets `marks` to the whole records of `text`, which starts with a record;
  // what follows the last mark is none. Blank lines and comments are marked
  // like records.
  Summary index(std::string_view text, std::vector<RecordMark>& marks) const;

 private:
  // Whether each line of `text` is a record, since nothing in it can make more
  // or less of one.
  [[nodiscard]] bool lines_are_records(std::string_view text) const;
  // Takes one record by the finder; false if it is not whole.
  bool index_by_finder(RecordMarker& marker) const;
  // Whether there is an escape, or what starts a comment.
  [[nodiscard]] bool holds_more_than_quotes(std::string_view text) const;

  RecordEndFinder finder_;
  Syntax syntax_;
  bool fits_blocks_;     // what the parity of quotes can tell
  bool has_idle_lines_;  // comments, and blank lines that are not empty
  std::optional<char> escape_;
  std::optional<std::string> comment_;
  BlockSyntax blocks_;
  std::size_t returns_;  // CRs that belong to a line end, at most
};

}  // namespace csvimport
