#pragma once

// How an input is written, as its start shows.

#include "csv/dialect.hpp"
#include "load/csv_options.hpp"
#include "sniff/sample_shape.hpp"
#include "sniff/sniffer.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace csvimport {

// By so much of an input's start its format is judged.
inline constexpr std::size_t kFormatSampleBytes = 64 * 1024;

struct CsvFormat {
  Dialect dialect;
  // The lines that the options skip, and those that name the delimiter.
  std::uint64_t skipped_lines = 0;
  // What the line behind them names in its place, where it is not set; "" if
  // none does.
  std::string contrary_delimiter;
  SampleShape shape;                   // of what stands behind them
  bool has_plain_backslashes = false;  // no escape is set, or seems to be one
  bool has_escaped_nulls = false;      // as the function of that name tells
  // Of a table of one column, whose delimiter is not set.
  std::optional<OtherDelimiter> other_delimiter;
};

// The format of the input at `path` that starts with `start`. What the options
// set is as they say; the rest is sniffed.
CsvFormat find_format(std::string_view start, const std::string& path,
                      const CsvOptions& options);

}  // namespace csvimport
