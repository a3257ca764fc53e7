#pragma once

// Cuts a record that may break the rules into fields, for --lenient.

#include "csv/dialect.hpp"
#include "csv/field_splitter.hpp"
#include "csv/lenient_reading.hpp"
#include "csv/record_rewriter.hpp"
#include "csv/repairs.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace csvimport {

// Splits records as LenientReading takes them. Any thread may use one.
class LenientSplitter {
 public:
  // Records are to have `width` fields, at least 1.
  LenientSplitter(const Dialect& dialect, std::size_t width);

  // Splits the record in [begin, end), which is valid UTF-8 without a NUL, into
  // the right number of fields, at the start of `fields`, which has room for
  // them: short records are padded with empty fields, surplus empty fields are
  // dropped. Counts what it does in `repairs`. Writes into the record, and a
  // NUL to *end. Returns how many fields there are: another number than the
  // right one if surplus fields have content.
  std::size_t split(char* begin, char* end, std::span<Field> fields,
                    RepairCounts& repairs) const;

  // How the quotes of such a record are taken.
  [[nodiscard]] QuoteReading reading_of(std::string_view record) const {
    return reading_.read(record);
  }

 private:
  // Whether what is left of the record, behind its last field that counts, is
  // more than separators and what is dropped with them.
  [[nodiscard]] bool has_content(const char* at, const char* end,
                                 bool is_rewritten) const;

  std::size_t width_;
  std::optional<Quote> quote_;
  bool trims_;
  LenientReading reading_;
  RecordRewriter rewriter_;
  FieldSplitter splitter_;
  FieldSplitter common_splitter_;
};

}  // namespace csvimport
