#include "staged_import.hpp"

#include "base/import_error.hpp"
#include "import/inference.hpp"
#include "input/encoding.hpp"
#include "load/batch_parser.hpp"
#include "load/header_record.hpp"
#include "load/load_outcome.hpp"
#include "memory_source.hpp"
#include "pages/big_endian.hpp"
#include "pages/page_appender.hpp"
#include "pages/page_sink.hpp"
#include "pages/record_encoder.hpp"
#include "pages/table_writer.hpp"
#include "schema/names.hpp"
#include "sniff/sample_shape.hpp"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <utility>

namespace csvimport {
namespace {

constexpr std::size_t kMaxKeptStarts = 1000;

// By which a connection sees that others have changed a database ("Database
// File Format", section 1.3).
constexpr std::size_t kChangeCounterAt = 24;
constexpr std::size_t kSchemaCookieAt = 40;
constexpr std::size_t kVersionValidForAt = 92;

Dialect dialect_of(const reference::Rules& rules) {
  Dialect dialect;
  dialect.delimiter = rules.delimiter;
  dialect.quote.reset();
  if (rules.quote) dialect.quote.emplace(std::string_view(*rules.quote));
  dialect.escape = rules.escape;
  dialect.c_escapes = rules.c_escapes;
  dialect.comment = rules.comment;
  dialect.trim = rules.trim;
  dialect.skips_initial_space = rules.skips_initial_space;
  dialect.line_end = rules.line_end == '\r' ? LineEnd::kCr : LineEnd::kLf;
  return dialect;
}

class StagedImport {
 public:
  StagedImport(const std::string& text, const FuzzOptions& options,
               std::size_t batch_bytes, ScratchDatabase& database)
      : text_(text), options_(options), database_(database) {
    limits_.batch_bytes = batch_bytes;
    limits_.max_record_bytes = options.rules.max_record;
    plan_.names.input = "a.csv";
    plan_.dialect = dialect_of(options.rules);
    plan_.nulls = options.rules.nulls;
    plan_.nulls_may_be_quoted = options.rules.nulls_may_be_quoted;
    plan_.skips_bad_records = options.skips_bad_records;
    plan_.is_lenient = options.rules.lenient_width.has_value();
  }

  StagedResult run() {
    try {
      open();
      plan_columns();
      infer_types(plan_.schema.columns, sample());
      plan_.lists_bad_records = true;
      plan_.keeps_bad_records = true;
      result_.repairs = header_repairs_;
      if (!load()) {
        open();
        result_.bad.clear();
        result_.repairs = header_repairs_;
        if (!load()) throw std::logic_error("the types hold in no pass");
      }
    } catch (const ImportError& error) {
      result_.failure = error.what();
    }
    return std::move(result_);
  }

 private:
  // Stands behind the header, whose fields it counts.
  void open() {
    std::optional<std::size_t> lenient_width = options_.rules.lenient_width;
    HeaderReader header =
        read_start(std::make_unique<MemorySource>(text_), plan_.names.input,
                   {plan_.dialect, limits_, lenient_width},
                   {0, options_.rules.preamble_lines});
    const std::optional<RawRecord> first =
        options_.rules.has_header ? header.take() : header.look();
    if (!first) throw ImportError({plan_.names.input}, "the file is empty");
    if (plan_.names.fields.empty()) {
      RepairCounts repairs;
      plan_.names.fields = split_first_record(
          *first,
          {plan_.names.input, "", dialect_of(options_.rules), lenient_width},
          repairs);
      if (plan_.names.fields.size() > kMaxColumns) {
        throw ImportError({plan_.names.input, first->line},
                          std::to_string(plan_.names.fields.size()) +
                              " columns; a SQLite table has at most 2000");
      }
      if (options_.rules.has_header) header_repairs_ = repairs;
      if (options_.rules.has_header) plan_.header = {plan_.names.fields};
      drop_empty_names(lenient_width);
    }
    const std::size_t width = plan_.names.fields.size();
    if (lenient_width) lenient_width = width;
    reader_.emplace(std::move(header),
                    RecordRules(plan_.dialect, limits_, lenient_width),
                    width == 1, options_.rules.footer_records);
  }
  void drop_empty_names(std::optional<std::size_t> lenient_width) {
    std::vector<std::string>& names = plan_.names.fields;
    while (lenient_width && names.size() > *lenient_width &&
           trimmed(names.back()).empty()) {
      names.pop_back();
    }
  }

  void plan_columns() {
    plan_.schema.table = "t";
    for (std::size_t i = 0; i < plan_.names.fields.size(); ++i) {
      plan_.schema.columns.push_back({"c" + std::to_string(i + 1)});
      plan_.sources.push_back({i});
    }
    convert_columns();
    const reference::Rules& rules = options_.rules;
    for (ColumnSource& source : plan_.sources) {
      if (rules.replaces_empty) source.empty = EmptyField{rules.empty_text};
    }
    if (!rules.set_type) return;
    Column& column = rules.sets_last_column ? plan_.schema.columns.back()
                                            : plan_.schema.columns.front();
    if (column.declared) return;  // by its conversion
    column.declared = true;
    column.type =
        *rules.set_type == reference::Type::kInteger ? ColumnType::kInteger
        : *rules.set_type == reference::Type::kReal  ? ColumnType::kReal
                                                     : ColumnType::kText;
  }

  void convert_columns() {
    const auto convert_first = [&](const ValueConversion& conversion) {
      plan_.sources.front().conversion = conversion;
      plan_.schema.columns.front().declared = true;
      plan_.schema.columns.front().type = type_after(conversion);
    };
    switch (options_.rules.conversion) {
      case reference::Conversion::kNone:
        break;
      case reference::Conversion::kMarks:
        for (ColumnSource& source : plan_.sources) {
          source.conversion = NumberMarks{',', "."};
        }
        break;
      case reference::Conversion::kBoolean:
        convert_first(BooleanWords{});
        break;
      case reference::Conversion::kDate:
        convert_first(DateFormat("%d.%m.%Y", DateFormat::Result::kDate));
        break;
    }
  }

  // What is in the first batch, or in all of them.
  std::vector<Evidence> sample() {
    LoadPlan plan = plan_;
    for (Column& column : plan.schema.columns) column.open = !column.declared;
    const std::atomic<bool> inspect_only{true};
    BatchParser parser(plan, 0, inspect_only);
    NullSink nowhere;
    std::vector<Evidence> evidence(plan.schema.columns.size());
    while (std::optional<Batch> batch = reader_->next()) {
      merge(parser.parse(*batch, nowhere), evidence);
      if (!options_.samples_all) break;
    }
    open();
    return evidence;
  }

  static void merge(const BatchReport& report,
                    std::vector<Evidence>& evidence) {
    for (std::size_t i = 0; i < evidence.size(); ++i) {
      evidence[i].merge(report.evidence[i]);
    }
  }

  // False, with the types that hold in the plan, if those of the plan did not.
  bool load() {
    const std::vector<Column>& columns = plan_.schema.columns;
    const TablePlace table = database_.start(plan_.schema);
    StagingFile& file = database_.file();
    PageAppender appender(file.fd(), file.path(), table.first_free, false);
    TableWriter writer(appender);
    std::atomic<bool> inspect_only{false};
    BatchParser parser(plan_, 0, inspect_only);
    RecordEncoder record(columns.size());
    std::vector<Evidence> evidence(columns.size());
    LoadOutcome outcome;
    while (std::optional<Batch> batch = reader_->next()) {
      PageSink sink(record, Buffer());
      const BatchReport report = parser.parse(*batch, sink);
      merge(report, evidence);
      outcome.rows += report.rows;
      outcome.bad_records += report.bad_count;
      take_bad_records(report.bad_records);
      result_.repairs += report.repairs;
      if (report.contradicted) inspect_only = true;
      TableRun pages = sink.finish();
      if (!inspect_only) writer.append(pages);
    }
    result_.records = reader_->records_read();
    outcome.records = result_.records - result_.repairs.repeated_headers;
    check_sum(outcome);
    result_.types = types_by_evidence(columns, evidence);
    bool types_hold = true;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      types_hold = types_hold && result_.types[i] == columns[i].type;
    }
    if (types_hold) {
      check_written(outcome.rows, writer.rows());
      if (const auto root = writer.finish()) file.write_page(table.root, *root);
      file.write_page_count(appender.page_count());
      return true;
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
      plan_.schema.columns[i].type = result_.types[i];
      plan_.schema.columns[i].open = false;
    }
    return false;
  }

  void take_bad_records(const BadRecords& records) {
    for (std::size_t i = 0; i < records.size(); ++i) {
      const BadRecords::Entry entry = records[i];
      result_.bad.push_back({entry.record, entry.line, entry.field,
                             std::string(entry.reason),
                             std::string(entry.bytes)});
    }
  }

  const std::string& text_;
  const FuzzOptions& options_;
  ScratchDatabase& database_;
  ReaderLimits limits_;
  LoadPlan plan_;
  std::optional<RecordReader> reader_;
  RepairCounts header_repairs_;
  StagedResult result_;
};

// In memory where the system has a place for that. All runs use the same name,
// so that each removes what one that crashed left behind.
std::string scratch_path() {
  const std::string folder = ::access("/dev/shm", W_OK) == 0 ? "/dev/shm" : ".";
  return folder + "/csvimport-fuzz";
}

std::vector<std::uint8_t> bytes_of(const StagingFile& file, std::size_t size) {
  std::vector<std::uint8_t> bytes(size);
  const ssize_t count = ::pread(file.fd(), bytes.data(), size, 0);
  if (count != static_cast<ssize_t>(size)) std::abort();
  return bytes;
}

reference::Value value_of(const SQLite::Column& column) {
  if (column.isInteger()) return column.getInt64();
  if (column.isFloat()) return column.getDouble();
  if (column.isText()) {
    return std::string(column.getText(),
                       static_cast<std::size_t>(column.getBytes()));
  }
  return {};
}

}  // namespace

ScratchDatabase::ScratchDatabase()
    : file_(scratch_path()),
      connection_(file_.path()),
      check_(connection_, "PRAGMA integrity_check") {}

ScratchDatabase::Start& ScratchDatabase::start_of(const TableSchema& schema) {
  const std::string sql = create_table_sql(schema);
  const auto found = starts_.find(sql);
  if (found != starts_.end()) return found->second;
  if (starts_.size() >= kMaxKeptStarts) starts_.clear();
  StagingFile fresh(scratch_path() + "-start");
  const TablePlace table = fresh.create_table(schema);
  const std::size_t size = (table.first_free - 1) * kPageSize;
  Start start{table, bytes_of(fresh, size)};
  put_u32(&start.bytes[kSchemaCookieAt], ++schemas_);
  return starts_.insert({sql, std::move(start)}).first->second;
}

TablePlace ScratchDatabase::start(const TableSchema& schema) {
  Start& start = start_of(schema);
  const std::uint32_t number = get_u32(&start.bytes[kSchemaCookieAt]);
  if (number != schema_) select_.reset();
  schema_ = number;
  ++changes_;
  put_u32(&start.bytes[kChangeCounterAt], changes_);
  put_u32(&start.bytes[kVersionValidForAt], changes_);
  if (::ftruncate(file_.fd(), 0) != 0) std::abort();
  file_.write_page(1, start.bytes);
  return start.table;
}

std::vector<reference::Row> ScratchDatabase::rows() {
  check_.executeStep();
  const std::string verdict = check_.getColumn(0).getString();
  check_.reset();
  if (verdict != "ok") {
    std::fprintf(stderr, "integrity_check: %s\n", verdict.c_str());
    std::abort();
  }
  if (!select_) {
    // Apart, for a result is no wider than a table.
    select_.emplace(connection_, "SELECT * FROM t ORDER BY rowid");
    select_rowids_.emplace(connection_, "SELECT rowid FROM t ORDER BY rowid");
  }
  std::vector<reference::Row> rows;
  while (select_->executeStep() && select_rowids_->executeStep()) {
    reference::Row row;
    row.rowid =
        static_cast<std::uint64_t>(select_rowids_->getColumn(0).getInt64());
    for (int i = 0; i < select_->getColumnCount(); ++i) {
      row.values.push_back(value_of(select_->getColumn(i)));
    }
    rows.push_back(std::move(row));
  }
  select_->reset();
  select_rowids_->reset();
  return rows;
}

void measure_shape_of(std::string_view text, reference::Rules& rules) {
  if (text.starts_with(kByteOrderMark)) {
    text.remove_prefix(kByteOrderMark.size());
  }
  const SampleShape shape = measure_shape(text, dialect_of(rules), 1);
  rules.lenient_width = std::max<std::size_t>(shape.width, 1);
  if (rules.has_header) rules.preamble_lines = shape.lines_before_header;
}

StagedResult import_in_stages(const std::string& text,
                              const FuzzOptions& options,
                              std::size_t batch_bytes,
                              ScratchDatabase& database) {
  return StagedImport(text, options, batch_bytes, database).run();
}

}  // namespace csvimport
