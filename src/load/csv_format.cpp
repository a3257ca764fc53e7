#include "load/csv_format.hpp"

#include "input/encoding.hpp"
#include "sniff/separator_line.hpp"
#include "sniff/sniffer.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

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

// Whether the delimiter that a file names would mean something else, too.
bool is_taken(const std::string& delimiter, const DialectSettings& settings) {
  const auto is_in = [&](const std::optional<char>& byte) {
    return byte && delimiter.find(*byte) != std::string::npos;
  };
  return (settings.quote && is_in(*settings.quote)) || is_in(settings.escape) ||
         starts_comment(settings.comment, delimiter.front());
}

// The format, if lines before the header end as `line_end` says.
CsvFormat format_behind_lines(std::string_view start, const std::string& path,
                              const CsvOptions& options, LineEnd line_end) {
  CsvFormat format;
  format.skipped_lines = options.skip_lines;
  std::string_view sample =
      without_first_lines(start, options.skip_lines, line_end);
  DialectSettings settings = options.dialect;
  if (const auto delimiter = named_delimiter(sample)) {
    ++format.skipped_lines;
    sample = without_first_lines(sample, 1, line_end);
    if (!settings.delimiter && !is_taken(*delimiter, settings)) {
      settings.delimiter = delimiter;
    }
  }
  format.dialect = sniff_dialect(sample, path, settings);
  format.shape = measure_shape(sample, format.dialect, options.header_rows);
  if (!settings.delimiter && format.shape.width == 1) {
    format.other_delimiter = other_delimiter(sample, format.dialect);
  }
  return format;
}

}  // namespace

CsvFormat find_format(std::string_view start, const std::string& path,
                      const CsvOptions& options) {
  // The lines to skip and the records behind them end alike.
  const std::string_view before_last =
      start.substr(0, std::max<std::size_t>(start.size(), 1) - 1);
  const bool has_line_feeds =
      before_last.find('\n') != std::string_view::npos ||
      start.find('\r') == std::string_view::npos;
  const LineEnd line_end = has_line_feeds ? LineEnd::kLf : LineEnd::kCr;
  CsvFormat format = format_behind_lines(start, path, options, line_end);
  const LineEnd found = format.dialect.line_end;
  if (format.skipped_lines == 0 || found == line_end) return format;
  format = format_behind_lines(start, path, options, found);
  format.dialect.line_end = found;
  return format;
}

}  // namespace csvimport
