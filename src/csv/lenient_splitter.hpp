#pragma once

// Cuts a record that may break the rules into fields, for --lenient.

#include "csv/dialect.hpp"
#include "csv/field_splitter.hpp"
#include "csv/lenient_reading.hpp"
#include "csv/redress.hpp"
#include "csv/repairs.hpp"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace csvimport {

// Splits records as LenientReading takes them. Any thread may use one.
class LenientSplitter {
 public:
  // Records are to have `width` fields, at least 1.
  LenientSplitter(const Dialect& dialect, std::size_t width);

  // Splits the record in [begin, end), which is valid UTF-8 without a NUL, into
  // the right number of fields, the first in `fields`, which has room for the
  // surplus ones: short records are padded with empty fields, surplus empty
  // fields are dropped. Counts what it does in `repairs`. Writes into the
  // record, and a NUL to *end. Returns how many fields there are: another
  // number than the right one if surplus fields have content.
  std::size_t split(char* begin, char* end, std::vector<Field>& fields,
                    RepairCounts& repairs) const;

  // How the quotes of such a record are taken.
  [[nodiscard]] QuoteReading reading_of(std::string_view record) const {
    return reading_.read(record);
  }

  // For how many surplus fields there is to be room. By taste; spreadsheets end
  // at 16,384 columns.
  static constexpr std::size_t kSurplusRoom = 16'384;

 private:
  std::size_t width_;
  std::optional<char> quote_;
  bool has_escape_;
  LenientReading reading_;
  Redress redress_;
  FieldSplitter splitter_;
  FieldSplitter redressed_splitter_;
};

}  // namespace csvimport
