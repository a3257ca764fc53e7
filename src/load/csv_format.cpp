#include "load/csv_format.hpp"

#include "input/encoding.hpp"
#include "sniff/sniffer.hpp"

#include <algorithm>
#include <cstdint>

namespace csvimport {
namespace {

// What remains of a file's start without its byte-order mark and first lines,
// which end as `line_end` says.
std::string_view without_first_lines(std::string_view sample,
                                     std::uint64_t lines, LineEnd line_end) {
  if (sample.starts_with(kByteOrderMark)) {
    sample.remove_prefix(kByteOrderMark.size());
  }
  for (; lines > 0 && !sample.empty(); --lines) {
    const std::size_t end = sample.find(byte_of(line_end));
    if (end == std::string_view::npos) return {};
    sample.remove_prefix(end + 1);
  }
  return sample;
}

}  // namespace

CsvFormat find_format(std::string_view start, const std::string& path,
                      const CsvOptions& options) {
  // The lines to skip and the records behind them end alike.
  const bool has_line_feeds = start.find('\n') != std::string_view::npos;
  LineEnd line_end = has_line_feeds ? LineEnd::kLf : LineEnd::kCr;
  std::string_view sample =
      without_first_lines(start, options.skip_lines, line_end);
  Dialect dialect = sniff_dialect(sample, path, options.dialect);
  if (options.skip_lines > 0 && dialect.line_end != line_end) {
    line_end = dialect.line_end;
    sample = without_first_lines(start, options.skip_lines, line_end);
    dialect = sniff_dialect(sample, path, options.dialect);
    dialect.line_end = line_end;
  }
  const std::uint64_t name_rows =
      std::max<std::uint64_t>(options.header_rows, 1);
  const SampleShape shape = measure_shape(sample, dialect, name_rows);
  return {std::move(dialect), shape};
}

}  // namespace csvimport
