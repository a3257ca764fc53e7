#include "load/csv_format.hpp"

#include "csv/byte_order_mark.hpp"
#include "csv/syntax.hpp"
#include "sniff/line_end.hpp"
#include "sniff/separator_line.hpp"
#include "sniff/sniffer.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace csvimport {
namespace {

// What remains of a file's start without its first lines, which end as
// `line_end` says, and without byte-order marks.
std::string_view without_first_lines(std::string_view sample,
                                     std::uint64_t lines, LineEnd line_end) {
  for (; lines > 0 && !sample.empty(); --lines) {
    const std::size_t end =
        sample.find_first_of(ends_of_skipped_lines(line_end));
    if (end == std::string_view::npos) return {};
    const bool is_crlf = sample.substr(end).starts_with("\r\n");
    sample.remove_prefix(end + (is_crlf ? 2 : 1));
  }
  return without_byte_order_marks(sample);
}

// Whether a CR is not that of a CR LF, as far as can be seen.
bool has_lone_carriage_return(std::string_view text) {
  for (std::size_t at = text.find('\r'); at != std::string_view::npos;
       at = text.find('\r', at + 1)) {
    if (at + 1 < text.size() && text[at + 1] != '\n') return true;
  }
  return false;
}

// The bytes of the first lines of a sample.
std::size_t size_of_lines(std::string_view sample, std::uint64_t lines,
                          LineEnd line_end) {
  return sample.size() - without_first_lines(sample, lines, line_end).size();
}

// What remains of a whole file without its last lines: as many as the footer
// has records, each of which takes up one or more; but the header's stay.
std::string_view without_last_lines(std::string_view text,
                                    const CsvOptions& options,
                                    LineEnd line_end) {
  Dialect dialect;  // as far as comments go
  dialect.comment = options.dialect.comment;
  dialect.trim = options.dialect.trim;
  const Syntax syntax(dialect);
  const std::size_t header = size_of_lines(
      text, std::max<std::uint64_t>(options.header_rows, 1), line_end);
  for (std::uint64_t left = options.footer_records; left > 0;) {
    if (text.size() <= header) break;
    const std::string_view before = text.substr(0, text.size() - 1);
    const std::size_t last_end = before.rfind(byte_of(line_end));
    const std::size_t begin = last_end == before.npos ? 0 : last_end + 1;
    const std::string_view line = text.substr(begin);
    const bool is_blank = line.find_first_not_of(" \t\r\n") == line.npos;
    if (!is_blank && !syntax.is_comment(line)) --left;
    text = text.substr(0, std::max(begin, header));
  }
  return text;
}

// Whether the delimiter that a file names would mean something else, too.
bool is_taken(const std::string& delimiter, const DialectSettings& settings) {
  const auto is_in = [&](const std::optional<char>& byte) {
    return byte && delimiter.find(*byte) != std::string::npos;
  };
  const bool has_quote = settings.quote && *settings.quote;
  return (has_quote &&
          delimiter.find((*settings.quote)->bytes()) != std::string::npos) ||
         is_in(settings.escape) ||
         starts_comment(settings.comment, delimiter.front());
}

// Whether the last of the lines before the rest of a file's start ends at CR.
bool ends_at_return(std::string_view start, std::string_view rest) {
  start.remove_suffix(rest.size());
  while (start.ends_with(kByteOrderMark)) {
    start.remove_suffix(kByteOrderMark.size());
  }
  return !rest.empty() && start.ends_with('\r');
}

// The format, if lines before the header end as `line_end` says.
CsvFormat format_behind_lines(std::string_view start, const std::string& path,
                              const CsvOptions& options, LineEnd line_end) {
  CsvFormat format;
  format.skipped_lines = options.skip_lines;
  std::string_view sample =
      without_first_lines(start, options.skip_lines, line_end);
  DialectSettings settings = options.dialect;
  const auto delimiter = named_delimiter(sample);
  // There are several where a file that names it was saved as a sheet's text.
  for (auto named = delimiter; named; named = named_delimiter(sample)) {
    if (named != delimiter && !settings.delimiter) {
      format.contrary_delimiter = *named;
      break;
    }
    ++format.skipped_lines;
    sample = without_first_lines(sample, 1, line_end);
  }
  if (delimiter && !settings.delimiter && !is_taken(*delimiter, settings)) {
    settings.delimiter = delimiter;
    settings.delimiter_is_named = true;
  }
  const bool is_behind_return = ends_at_return(start, sample);
  const bool is_whole_file = start.size() < kFormatSampleBytes;
  if (is_whole_file) sample = without_last_lines(sample, options, line_end);
  format.dialect = sniff_dialect(sample, path, settings);
  if (is_behind_return) {
    // One line alone ends as those before it do.
    LineEnd& end = format.dialect.line_end;
    end = sniff_line_end(sample, format.dialect, LineEnd::kCr);
  }
  format.shape = measure_shape(sample, format.dialect, options.header_rows);
  if (!format.dialect.escape) {
    format.has_plain_backslashes =
        has_plain_backslashes(sample, format.dialect);
  }
  format.has_escaped_nulls = has_escaped_nulls(sample, format.dialect);
  if (format.shape.width == 1) {
    format.other_delimiter =
        other_delimiter(sample, format.dialect, settings.delimiter.has_value());
  }
  return format;
}

}  // namespace

CsvFormat find_format(std::string_view start, const std::string& path,
                      const CsvOptions& options) {
  if (has_lone_carriage_return(start)) {
    CsvFormat format = format_behind_lines(start, path, options, LineEnd::kCr);
    if (format.dialect.line_end == LineEnd::kCr) return format;
  }
  CsvFormat format = format_behind_lines(start, path, options, LineEnd::kLf);
  // The lines that are skipped end at LF, so what follows is taken to.
  LineEnd& line_end = format.dialect.line_end;
  const bool skips_lines = format.skipped_lines > 0;
  if (skips_lines && line_end == LineEnd::kCr) line_end = LineEnd::kLf;
  return format;
}

}  // namespace csvimport
