#include "load/csv_file.hpp"

#include "base/import_error.hpp"
#include "base/message_text.hpp"
#include "csv/record_limit.hpp"
#include "csv/sniffer.hpp"
#include "input/decoded_source.hpp"
#include "input/encoding.hpp"
#include "load/header.hpp"
#include "schema/names.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

namespace csvimport {
namespace {

constexpr std::size_t kDialectSampleBytes = 64 * 1024;  // it is judged by

// What remains of a file's start without its byte-order mark and first lines,
// which end as `line_end` says.
std::string_view without_first_lines(std::string_view sample,
                                     std::uint64_t lines, LineEnd line_end) {
  if (sample.starts_with(kByteOrderMark)) {
    sample.remove_prefix(kByteOrderMark.size());
  }
  const char byte = line_end == LineEnd::kLf ? '\n' : '\r';
  for (; lines > 0 && !sample.empty(); --lines) {
    const std::size_t end = sample.find(byte);
    if (end == std::string_view::npos) return {};
    sample.remove_prefix(end + 1);
  }
  return sample;
}

// Joins what stands one below the other in the rows of a header.
std::vector<std::string> joined(
    const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::string> names;
  for (const std::vector<std::string>& row : rows) {
    if (names.size() < row.size()) names.resize(row.size());
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string_view part = trimmed(row[i]);
      if (part.empty()) continue;
      if (!names[i].empty()) names[i] += ' ';
      names[i] += part;
    }
  }
  return names;
}

}  // namespace

CsvFile::CsvFile(const std::string& path, const CsvOptions& options,
                 const ReaderLimits& limits, const std::string& spool_folder)
    : options_(options),
      limits_(limits),
      path_(path),
      input_(path, spool_folder) {
  limits_.max_record_bytes = std::min(limits_.max_record_bytes, kLargestRecord);
  HeaderReader reader = start_reading(sniffed_source());
  learn_names(take_header(reader));
  read_records(std::move(reader));
}

void CsvFile::read_records(HeaderReader header) {
  const std::size_t width = field_names_.size();
  reader_.emplace(std::move(header), rules_for(width), width == 1);
}

RecordRules CsvFile::rules_for(std::size_t width) const {
  return {dialect_, limits_,
          options_.is_lenient ? std::optional(width) : std::nullopt};
}

std::uint64_t CsvFile::preamble_lines() const {
  const bool skips = options_.is_lenient && options_.header_rows > 0;
  return skips ? shape_.lines_before_header : 0;
}

std::size_t CsvFile::usual_width() const {
  return std::max<std::size_t>(shape_.width, 1);
}

RepairCounts CsvFile::repairs() const {
  RepairCounts repairs = header_repairs_;
  repairs.preamble_lines = preamble_lines();
  return repairs;
}

std::uint64_t CsvFile::skip_hint() const {
  const bool helps = !options_.is_lenient && options_.header_rows > 0 &&
                     shape_.lines_before_header > 0;
  return helps ? options_.skip_lines + shape_.lines_before_header : 0;
}

RecordReader& CsvFile::reader() {
  if (!reader_) {
    HeaderReader reader = start_reading(decode(input_.reopen()));
    (void)take_header(reader);
    read_records(std::move(reader));
  }
  return *reader_;
}

void CsvFile::close() {
  if (!input_.is_regular()) return;
  reader_.reset();
  input_.release();
}

std::unique_ptr<io::ByteSourceBase> CsvFile::decode(
    std::unique_ptr<io::ByteSourceBase> raw) {
  DecodedSource text = decoded(std::move(raw), name(), options_.encoding);
  encoding_ = std::move(text.encoding);
  return std::move(text.source);
}

std::unique_ptr<io::ByteSourceBase> CsvFile::sniffed_source() {
  auto source = std::make_unique<PeekedSource>(decode(input_.open()));
  const std::string_view start = source->peek(kDialectSampleBytes);
  // The lines to skip and the records behind them end alike.
  const bool has_line_feeds = start.find('\n') != std::string_view::npos;
  LineEnd line_end = has_line_feeds ? LineEnd::kLf : LineEnd::kCr;
  std::string_view sample =
      without_first_lines(start, options_.skip_lines, line_end);
  dialect_ = sniff_dialect(sample, path_, options_.dialect);
  if (options_.skip_lines > 0 && dialect_.line_end != line_end) {
    line_end = dialect_.line_end;
    sample = without_first_lines(start, options_.skip_lines, line_end);
    dialect_ = sniff_dialect(sample, path_, options_.dialect);
    dialect_.line_end = line_end;
  }
  shape_ = measure_shape(sample, dialect_,
                         std::max<std::size_t>(options_.header_rows, 1));
  return source;
}

HeaderReader CsvFile::start_reading(
    std::unique_ptr<io::ByteSourceBase> source) const {
  return read_start(std::move(source), name(), rules_for(usual_width()),
                    options_.skip_lines + preamble_lines());
}

std::vector<RawRecord> CsvFile::take_header(HeaderReader& reader) const {
  std::vector<RawRecord> header;
  const bool is_header = options_.header_rows > 0;
  do {
    std::optional<RawRecord> record = is_header ? reader.take() : reader.look();
    if (!record) fail_without_record(reader, header.size());
    header.push_back(std::move(*record));
  } while (header.size() < options_.header_rows);
  return header;
}

void CsvFile::fail_without_record(const HeaderReader& reader,
                                  std::size_t rows) const {
  if (rows > 0) {
    throw ImportError({name()}, "ends within the header; lower --header-rows");
  }
  if (options_.skip_lines > 0) {
    throw ImportError({name()},
                      "nothing is left to import behind the lines skipped");
  }
  throw ImportError({name()}, !reader.has_passed_lines() ? "the file is empty"
                              : dialect_.comment
                                  ? "holds no record, only blank lines and "
                                    "comments"
                                  : "holds no record, only blank lines");
}

void CsvFile::learn_names(const std::vector<RawRecord>& header) {
  HeaderForm form{name(), encoding_, dialect_, std::nullopt};
  if (options_.is_lenient) form.lenient_width = usual_width();
  RepairCounts repairs;
  std::vector<std::vector<std::string>> rows;
  rows.reserve(header.size());
  for (const RawRecord& record : header) {
    rows.push_back(split_first_record(record, form, repairs));
  }
  if (options_.header_rows > 0) header_repairs_ = repairs;
  std::vector<std::string> names = joined(rows);
  if (options_.is_lenient) fit_names(names);
  if (options_.header_rows == 0) {
    names.assign(names.size(), "");
  } else {
    for (const RawRecord& record : header) {
      header_bytes_ += record.bytes;
    }
  }
  if (!options_.names.empty()) {
    if (options_.names.size() != names.size()) {
      throw ImportError({name(), header.front().line},
                        "--names gives " +
                            counted(options_.names.size(), "name") + " for " +
                            counted(names.size(), "field"));
    }
    names = options_.names;
  }
  field_names_ = column_names(names);
}

void CsvFile::fit_names(std::vector<std::string>& names) const {
  const std::size_t width = usual_width();
  while (names.size() > width && names.back().empty()) names.pop_back();
  if (names.size() < width) names.resize(width);
}

}  // namespace csvimport
