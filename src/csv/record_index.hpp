#pragma once

// The ends of all records of a buffer, found many bytes at a time.

#include "csv/batch.hpp"
#include "csv/dialect.hpp"
#include "csv/record_end.hpp"
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

  // What is found beside the marks.
  struct Summary {
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

  // Sets `marks` to the whole records of `text`, which starts with a record;
  // what follows the last mark is none. Blank lines and comments are marked
  // like records.
  Summary index(std::string_view text, std::vector<RecordMark>& marks) const;

 private:
  struct State;

  // Whether each line of `text` is a record, since nothing in it can make more
  // or less of one.
  [[nodiscard]] bool lines_are_records(std::string_view text) const;
  // Marks such records, several at a time. False, with nothing found, if one
  // begins as a byte-order mark does.
  bool index_lines(std::string_view text, std::vector<RecordMark>& marks,
                   Summary& summary) const;
  // Goes on from state.at, the start of a record, until the text ends or a
  // quote stands where parity would mislead.
  void index_by_blocks(State& state) const;
  static void mark_ends(State& state, std::uint64_t line_ends,
                        std::uint64_t record_ends);
  // Takes one record by the finder; false if it is not whole.
  bool index_by_finder(State& state) const;
  // Whether there is an escape, or what starts a comment.
  [[nodiscard]] bool holds_more_than_quotes(std::string_view text) const;

  RecordEndFinder finder_;
  Syntax syntax_;
  bool fits_blocks_;     // what the parity of quotes can tell
  bool has_idle_lines_;  // comments, and blank lines that are not empty
  std::optional<char> escape_;
  std::optional<std::string> comment_;
  char delimiter_;
  char quote_;
  bool has_quote_;
  char line_end_;
  std::size_t returns_;  // CRs that belong to a line end, at most
};

}  // namespace csvimport
