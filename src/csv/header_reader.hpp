#pragma once

// The start of an input: its byte-order mark, the lines that are skipped, the
// records of its header, and the blank lines and comments before each.

#include "csv/input_text.hpp"
#include "csv/record_rules.hpp"

#include <libfccp/csv.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace csvimport {

// A record as it stands in its file.
struct RawRecord {
  std::string bytes;       // line end included
  std::uint64_t line = 0;  // where it starts, counted from 1
};

// Blank lines that stand one after the other, but for comments between them.
struct BlankLines {
  std::uint64_t count = 0;
  std::uint64_t first_line = 0;  // the line of the first one, if there is one
};

// An input that is read up to the first record of data: what is left of it, and
// where that stands.
struct DataStart {
  std::string input_name;
  InputText text;
  std::uint64_t line = 1;  // where `text` goes on
  BlankLines passed;       // before it, behind the header
};

// Reads the first records of an input, one by one. One thread at a time.
// Members that read throw what the source throws, and ImportError for a record
// that does not end, or is beyond the limit.
class HeaderReader {
 public:
  // Of an input that messages call `input_name`; read_start() makes it.
  HeaderReader(InputText text, std::string input_name, RecordRules rules,
               std::uint64_t line);

  // The next record that is neither a blank line nor a comment, left in place;
  // nullopt at the end of the input, or where the rules leave it open. Of the
  // blank lines before it only the number is kept.
  std::optional<RawRecord> look();
  // The same record, taken out with what stands before it.
  std::optional<RawRecord> take();
  // Whether any line was before what is yet to be read.
  [[nodiscard]] bool has_passed_lines() const { return line_ > 1; }

  // From the start of the input up to behind what was taken out, or passed
  // over.
  [[nodiscard]] std::uint64_t bytes_taken() const {
    return text_.dropped_bytes();
  }
  // Says that what follows is in this line of the input, and that what was
  // passed over is nothing.
  void go_on_at(std::uint64_t line) {
    line_ = line;
    passed_ = {};
  }

  // What comes behind the records that were taken out.
  DataStart data() && {
    return {std::move(input_name_), std::move(text_), line_, passed_};
  }

 private:
  // Passes over blank lines, which it counts, and comments.
  void pass_idle_lines();
  // The record that `text` starts with does not end within the limit.
  [[noreturn]] void fail_endless(std::string_view text) const;

  InputText text_;
  std::string input_name_;
  RecordRules rules_;
  std::uint64_t line_;  // where text_ goes on
  BlankLines passed_;   // since the last record that was taken out
};

// Lines that are no records, whatever is in them.
struct LinesBefore {
  std::uint64_t skipped = 0;   // by the user, who sees where they end
  std::uint64_t preamble = 0;  // behind these, which end as records do
};

// Begins to read `source`: passes over the byte-order mark of UTF-8, if it
// starts with one, and over the lines before its header.
HeaderReader read_start(std::unique_ptr<io::ByteSourceBase> source,
                        std::string input_name, RecordRules rules,
                        const LinesBefore& before = {});

}  // namespace csvimport
