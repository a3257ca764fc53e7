#pragma once

// One input of an import: opened, its dialect found, its header read.

#include "csv/dialect.hpp"
#include "csv/header_reader.hpp"
#include "csv/record_reader.hpp"
#include "csv/repairs.hpp"
#include "input/input.hpp"
#include "load/csv_format.hpp"
#include "load/csv_options.hpp"
#include "load/header.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace csvimport {

// What an input's start has told, which is the same however often it is read.
struct CsvStart {
  HeaderForm form;
  std::uint64_t skipped_lines = 0;  // as CsvFormat has it
  SampleShape shape;
  bool has_plain_backslashes = false;  // as CsvFormat has it
  bool has_escaped_nulls = false;      // the same
  std::optional<OtherDelimiter> other_delimiter;
  std::string encoding_doubt;   // as DecodedSource has it
  bool is_surely_utf8 = false;  // characters beyond ASCII say so
  bool is_short = false;        // as CsvFile has it
  Header header;
  std::uint64_t bytes = 0;  // as Resumption has it for the next time
};

// Reads an input up to its first record of data, as often as needed. One thread
// at a time, but for input().stop().
class CsvFile {
 public:
  // Of an input that `reader` has read up to its data; open_csv_file() makes
  // it.
  CsvFile(std::unique_ptr<Input> input, CsvOptions options,
          const ReaderLimits& limits, CsvStart start, HeaderReader reader);

  // As messages call it.
  [[nodiscard]] const std::string& name() const { return input_->name(); }
  // That it is converted from, found or set; "" for UTF-8.
  [[nodiscard]] const std::string& encoding() const {
    return start_.form.encoding;
  }
  // Whether that one is right, for a warning; "" without a doubt.
  [[nodiscard]] const std::string& encoding_doubt() const {
    return start_.encoding_doubt;
  }
  [[nodiscard]] const Dialect& dialect() const { return start_.form.dialect; }
  // The columns, each by another name.
  [[nodiscard]] const std::vector<std::string>& field_names() const {
    return start_.header.names;
  }
  // The line that names them, or that the first record is in.
  [[nodiscard]] std::uint64_t header_line() const { return start_.header.line; }
  // Whether the names look as if they were the first record of data.
  [[nodiscard]] bool names_look_like_data() const {
    return start_.header.looks_like_data;
  }
  // Whether its delimiter is not the user's.
  [[nodiscard]] bool delimiter_is_sniffed() const {
    return !options_.dialect.delimiter;
  }
  // Whether its start has characters of UTF-8 beyond ASCII.
  [[nodiscard]] bool is_surely_utf8() const { return start_.is_surely_utf8; }
  // Whether backslashes at its start are no escapes.
  [[nodiscard]] bool has_plain_backslashes() const {
    return start_.has_plain_backslashes;
  }
  // Whether \N at its start stands for the letter N.
  [[nodiscard]] bool has_escaped_nulls() const {
    return start_.has_escaped_nulls;
  }
  // Whether the header lacks the first name only, as SampleShape has it.
  [[nodiscard]] bool lacks_first_name() const {
    return start_.form.lacks_first_name;
  }
  // How many columns have no name.
  [[nodiscard]] std::size_t unnamed_fields() const {
    return start_.header.empty_names;
  }
  // By which it would have several columns, if it has one.
  [[nodiscard]] const std::optional<OtherDelimiter>& other_delimiter() const {
    return start_.other_delimiter;
  }
  // The records that name the columns, as they stand in the file; empty if
  // there are none.
  [[nodiscard]] const std::string& header_bytes() const {
    return start_.header.bytes;
  }
  // The same, cut into fields, as Header has it.
  [[nodiscard]] const HeaderFields& header_fields() const {
    return start_.header.fields;
  }
  // Whether all that it held when it was opened fits in a batch.
  [[nodiscard]] bool is_short() const { return start_.is_short; }
  // Before the header, for whatever reason.
  [[nodiscard]] std::uint64_t skipped_lines() const;
  // As Resumption has it; in UTF-8.
  [[nodiscard]] std::uint64_t start_bytes() const { return start_.bytes; }
  // Of the header and what stands before it.
  [[nodiscard]] RepairCounts repairs() const;
  // The --skip behind which the header seems to stand, where its first record
  // seems to be none; else 0.
  [[nodiscard]] std::uint64_t skip_hint() const;
  Input& input() { return *input_; }
  [[nodiscard]] const InputFacts& facts() const { return input_->facts(); }

  // Stands behind the header; reads on in what was read before, until rewind()
  // or close(). Throws what open_csv_file() throws.
  RecordReader& reader();
  // Has reader() begin anew. The file is read to its end before, if it cannot
  // be reopened.
  void rewind() { reader_.reset(); }
  // Frees what reader() has read ahead and the descriptor, if the input can be
  // opened again.
  void close();

 private:
  // Has reader_ go on where `header` stands.
  void read_records(HeaderReader header);

  std::unique_ptr<Input> input_;  // its sources point to it
  CsvOptions options_;
  ReaderLimits limits_;
  CsvStart start_;
  std::optional<RecordReader> reader_;
};

// Opens the input at `path`, finds out how it is written and reads its header;
// what cannot be read twice is kept in `spool_folder`. Throws SystemError,
// ImportError for a header that is none, or HeaderIsOpen.
CsvFile open_csv_file(const std::string& path, const CsvOptions& wanted,
                      const ReaderLimits& limits,
                      const std::string& spool_folder);

}  // namespace csvimport
