#pragma once

// The ends of all records of a buffer, where records may break the rules.

#include "csv/batch.hpp"
#include "csv/dialect.hpp"
#include "csv/lenient_reading.hpp"
#include "csv/record_index.hpp"
#include "csv/syntax.hpp"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace csvimport {

// Finds the record ends that LenientReading gives. Any thread may use one.
class LenientIndexer {
 public:
  LenientIndexer(const Dialect& dialect, std::size_t width,
                 std::size_t max_record_bytes);

  // As RecordIndexer::index(), but marks no record that begins behind the first
  // `enough` bytes: the text may be as long as it is for the first record's
  // sake. `is_all` says that nothing follows `text`, whose last line has an
  // end.
  RecordIndexer::Summary index(std::string_view text, bool is_all,
                               std::size_t enough,
                               std::vector<RecordMark>& marks) const;

  // The byte after the record at the start of `text`, which may be a comment or
  // a blank line; null if it is not whole.
  [[nodiscard]] const char* record_end(std::string_view text,
                                       bool is_all) const;

 private:
  LenientReading reading_;
  Syntax syntax_;
  char line_end_byte_;
  std::optional<Quote> quote_;
  bool has_escape_;
};

}  // namespace csvimport
