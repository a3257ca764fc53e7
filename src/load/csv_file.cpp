#include "load/csv_file.hpp"

#include "base/import_error.hpp"
#include "base/message_text.hpp"
#include "base/utf8.hpp"
#include "csv/record_limit.hpp"
#include "input/decoded_source.hpp"
#include "input/peeked_source.hpp"
#include "input/unpacking_command.hpp"
#include "sniff/foreign_format.hpp"
#include "sniff/tar_start.hpp"

#include <algorithm>
#include <utility>

namespace csvimport {
namespace {

// The lines before the header that are skipped unasked.
std::uint64_t preamble_lines_of(const SampleShape& shape,
                                const CsvOptions& options) {
  const bool skips = options.is_lenient && options.header_rows > 0;
  return skips ? shape.lines_before_header : 0;
}

// Begins to read `source` where its header starts.
HeaderReader read_up_to_header(std::unique_ptr<io::ByteSourceBase> source,
                               const CsvStart& start, const CsvOptions& options,
                               const ReaderLimits& limits) {
  const HeaderForm& form = start.form;
  return read_start(
      std::move(source), form.input_name,
      {form.dialect, limits, form.lenient_width},
      {start.skipped_lines, preamble_lines_of(start.shape, options)});
}

void check_is_csv(std::string_view start, const std::string& name,
                  const CsvOptions& options) {
  if (const std::optional<std::string> file = first_file_of_tar(start)) {
    throw ImportError({name},
                      "is a tar archive; unpack the file to import, such as "
                      "with: " +
                          unpacking_command("tar -xOf", name, *file, *file));
  }
  const std::optional<ForeignFormat> format = foreign_format(start);
  if (!format) return;
  const std::string problem =
      "is " + std::string(format->name) + ", and no CSV";
  if (options.dialect.delimiter) return;
  if (!format->is_text) throw ImportError({name}, problem);
  if (options.skip_lines > 0) return;
  throw ImportError({name}, problem + "; if it is CSV, give its --delimiter");
}

void check_named_once(const CsvFormat& format, const std::string& name) {
  const std::string& other = format.contrary_delimiter;
  if (other.empty()) return;
  throw ImportError({name, format.skipped_lines + 1},
                    "names " + quoted_for_message(other) +
                        " for the delimiter, where the line before names " +
                        "another; use --delimiter");
}

// The options, what is sniffed being as it was the last time.
CsvOptions with_dialect_of_last_time(CsvOptions options) {
  if (!options.resumption) return options;
  const Dialect& dialect = options.resumption->dialect;
  DialectSettings& settings = options.dialect;
  if (!settings.delimiter) settings.delimiter = dialect.delimiter;
  if (!settings.quote) settings.quote = dialect.quote;
  settings.trim |= dialect.trim;
  settings.skips_initial_space |= dialect.skips_initial_space;
  return options;
}

// Where what was read for the format ends, as Resumption has it.
std::uint64_t bytes_of_start(const HeaderReader& reader,
                             const std::vector<RawRecord>& records,
                             const CsvOptions& options) {
  const bool is_left = options.header_rows == 0 && !options.resumption;
  return reader.bytes_taken() + (is_left ? records.front().bytes.size() : 0);
}

void go_on(HeaderReader& reader, std::uint64_t start_bytes,
           const Resumption& resumption, const std::string& name) {
  if (start_bytes != resumption.start_bytes) {
    throw ImportError({name},
                      "begins otherwise than with the options that it was read "
                      "with before, from which --tail goes on; use those");
  }
  reader.go_on_at(resumption.line);
}

}  // namespace

CsvFile::CsvFile(std::unique_ptr<Input> input, CsvOptions options,
                 const ReaderLimits& limits, CsvStart start,
                 HeaderReader reader)
    : input_(std::move(input)),
      options_(std::move(options)),
      limits_(limits),
      start_(std::move(start)) {
  read_records(std::move(reader));
}

void CsvFile::read_records(HeaderReader header) {
  const std::size_t width = field_names().size();
  const auto lenient_width =
      options_.is_lenient ? std::optional(width) : std::nullopt;
  reader_.emplace(std::move(header),
                  RecordRules(dialect(), limits_, lenient_width), width == 1,
                  options_.footer_records);
}

std::uint64_t CsvFile::skipped_lines() const {
  return start_.skipped_lines + preamble_lines_of(start_.shape, options_);
}

RepairCounts CsvFile::repairs() const {
  RepairCounts repairs = start_.header.repairs;
  repairs.preamble_lines = preamble_lines_of(start_.shape, options_);
  return repairs;
}

std::uint64_t CsvFile::skip_hint() const {
  const std::uint64_t lines = start_.shape.lines_before_names;
  const bool is_skipped = lines <= preamble_lines_of(start_.shape, options_);
  return is_skipped ? 0 : start_.skipped_lines + lines;
}

RecordReader& CsvFile::reader() {
  if (!reader_) {
    DecodedSource text =
        decoded(input_->reopen(), name(), options_.encoding,
                options_.hashes_content ? &input_->content() : nullptr);
    HeaderReader header =
        read_up_to_header(std::move(text.source), start_, options_, limits_);
    (void)take_header(header, start_.form, options_);
    if (options_.resumption) header.go_on_at(options_.resumption->line);
    read_records(std::move(header));
  }
  return *reader_;
}

void CsvFile::close() {
  if (!input_->is_regular()) return;
  reader_.reset();
  input_->release();
}

CsvFile open_csv_file(const std::string& path, const CsvOptions& wanted,
                      const ReaderLimits& limits,
                      const std::string& spool_folder) {
  const CsvOptions options = with_dialect_of_last_time(wanted);
  ReaderLimits sane_limits = limits;
  sane_limits.max_record_bytes =
      std::min(limits.max_record_bytes, kLargestRecord);
  sane_limits.leaves_open_record = options.follows;
  std::unique_ptr<Input> input = open_input(path, spool_folder);
  if (options.follows) {
    const Resumption from = options.resumption.value_or(Resumption{});
    input->take_part({from.start_bytes, from.offset});
  }
  DecodedSource text =
      decoded(input->open(), input->name(), options.encoding,
              options.hashes_content ? &input->content() : nullptr);
  auto source = std::make_unique<PeekedSource>(std::move(text.source));
  const std::string_view sample = source->peek(kFormatSampleBytes);
  check_is_csv(sample, input->name(), options);
  CsvFormat format = find_format(sample, path, options);
  check_named_once(format, input->name());

  CsvStart start{
      {input->name(), std::move(text.encoding), std::move(format.dialect),
       std::nullopt, false},
      format.skipped_lines,
      format.shape,
      format.has_plain_backslashes,
      format.has_escaped_nulls,
      format.other_delimiter,
      std::move(text.doubt),
      holds_multibyte_character(sample),
      sample.size() < kFormatSampleBytes && sample.size() <= limits.batch_bytes,
      {},
      0};
  if (options.is_lenient) {
    start.form.lenient_width = std::max<std::size_t>(format.shape.width, 1);
    start.form.lacks_first_name =
        format.shape.lacks_first_name && options.names.empty();
  }
  HeaderReader reader =
      read_up_to_header(std::move(source), start, options, sane_limits);
  const std::vector<RawRecord> records =
      take_header(reader, start.form, options);
  start.header = parse_header(records, start.form, options);
  start.bytes = bytes_of_start(reader, records, options);
  if (const auto& resumption = options.resumption) {
    go_on(reader, start.bytes, *resumption, input->name());
  }
  return {std::move(input), options, sane_limits, std::move(start),
          std::move(reader)};
}

}  // namespace csvimport
