#pragma once

// One input of an import: opened, its dialect found, its header read.

#include "csv/dialect.hpp"
#include "csv/header_reader.hpp"
#include "csv/record_reader.hpp"
#include "csv/repairs.hpp"
#include "csv/sample_shape.hpp"
#include "input/input.hpp"
#include "load/csv_options.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace csvimport {

// Reads an input up to its first record of data, as often as needed. One thread
// at a time, but for input().stop().
class CsvFile {
 public:
  // Opens `path`; what cannot be read twice is kept in `spool_folder`. The
  // options are borrowed. Throws SystemError, or ImportError for a header that
  // is none.
  CsvFile(const std::string& path, const CsvOptions& options,
          const ReaderLimits& limits, const std::string& spool_folder);

  // As messages call it.
  [[nodiscard]] const std::string& name() const { return input_.name(); }
  // That it is converted from, found or set; "" for UTF-8.
  [[nodiscard]] const std::string& encoding() const { return encoding_; }
  [[nodiscard]] const Dialect& dialect() const { return dialect_; }
  // The columns, by the rules of DESIGN.md, section 4, or as the user says.
  [[nodiscard]] const std::vector<std::string>& field_names() const {
    return field_names_;
  }
  // The records that name the columns, as they stand in the file; empty if
  // there are none.
  [[nodiscard]] const std::string& header_bytes() const {
    return header_bytes_;
  }
  // Skipped before the header, for they do not look like part of the table.
  [[nodiscard]] std::uint64_t preamble_lines() const;
  // Of the header and what stands before it.
  [[nodiscard]] RepairCounts repairs() const;
  // The --skip that would do the same, where lines are only skipped on demand;
  // 0 if none would.
  [[nodiscard]] std::uint64_t skip_hint() const;
  Input& input() { return input_; }

  // Stands behind the header; reads on in what was read before, until rewind()
  // or close().
  RecordReader& reader();
  // Has reader() begin anew. The file is read to its end before, if it cannot
  // be reopened.
  void rewind() { reader_.reset(); }
  // Frees what reader() has read ahead and the descriptor, if the input can be
  // opened again.
  void close();

 private:
  // Stands before the header, behind what is skipped.
  HeaderReader start_reading(std::unique_ptr<io::ByteSourceBase> source) const;
  std::unique_ptr<io::ByteSourceBase> decode(
      std::unique_ptr<io::ByteSourceBase> raw);
  std::unique_ptr<io::ByteSourceBase> sniffed_source();
  // Takes out the header's records, and gives them; without a header, gives
  // the first record and leaves it in place.
  std::vector<RawRecord> take_header(HeaderReader& reader) const;
  // Throws what is to be said where a header has only `rows` records.
  [[noreturn]] void fail_without_record(const HeaderReader& reader,
                                        std::size_t rows) const;
  void learn_names(const std::vector<RawRecord>& header);
  // The names for as many columns as most records have, if that is another
  // number.
  void fit_names(std::vector<std::string>& names) const;
  // For records of `width` fields.
  [[nodiscard]] RecordRules rules_for(std::size_t width) const;
  // Has reader_ go on where `header` stands.
  void read_records(HeaderReader header);
  // The fields of most records, at least 1.
  [[nodiscard]] std::size_t usual_width() const;

  const CsvOptions& options_;
  ReaderLimits limits_;
  std::string path_;
  Input input_;
  std::string encoding_;
  Dialect dialect_;
  SampleShape shape_;
  std::vector<std::string> field_names_;
  std::string header_bytes_;
  RepairCounts header_repairs_;
  std::optional<RecordReader> reader_;
};

}  // namespace csvimport
