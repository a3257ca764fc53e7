#include "import/database_reader.hpp"

#include "base/import_error.hpp"
#include "base/message_text.hpp"
#include "base/shell_flag.hpp"
#include "base/trace_file.hpp"
#include "csv/field_text.hpp"
#include "import/job_flags.hpp"
#include "import/table_options.hpp"
#include "schema/named_value.hpp"
#include "schema/names.hpp"
#include "schema/value_kind.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace csvimport {
namespace {

// So many bad rows are kept at a time; by taste.
constexpr std::size_t kBadRowsAtOnce = 10'000;

std::vector<std::string> names_of(const SourceTable& table) {
  std::vector<std::string> names;
  for (const SourceColumn& column : table.columns()) {
    names.push_back(column.name);
  }
  return names;
}

std::string table_of(const SourceTable& table) {
  return "table " + quoted_for_message(table.table());
}

// As a field of a CSV file; only NULL is empty without quotes.
void append_csv(std::string& line, std::string_view text) {
  if (text.empty()) {
    line += "\"\"";
  } else {
    append_field(line, text);
  }
}

// The column as one is that a table has already.
Column column_for(const TargetColumn& target) {
  Column column{target.name};
  column.existing = {target.affinity, target.collation, target.default_sql,
                     target.takes};
  return column;
}

}  // namespace

DatabaseReader::DatabaseReader(const ImportJob& job,
                               const std::optional<TargetTable>& existing,
                               bool are_alike, Rejects& rejects,
                               ImportObserver& observer)
    : job_(job),
      existing_(existing),
      are_alike_(are_alike),
      rejects_(rejects),
      observer_(observer) {}

void DatabaseReader::open(const TableInputs& table) {
  for (std::size_t i = 0; i < table.paths.size(); ++i) {
    const SourceTable& opened = tables_.emplace_back(
        table.paths[i], table.tables[i], job_.landing.timeout_ms);
    if (are_alike_) check_alike(opened);
    check_is_placed(opened);
  }
  schema_.table = existing_->name;
  add_columns();
  check_table_options(job_, existing_, schema_, first_name());
  apply_table_options(job_, schema_);
  warn_of_idle_options(job_, existing_, schema_, first_name());
  for (SourceTable& source : tables_) source.take(taken_of(source));
}

// Else it would depend on the order of inputs what becomes of values.
void DatabaseReader::check_alike(const SourceTable& table) const {
  const SourceTable& first = tables_.front();
  const std::vector<std::string> names = names_of(table);
  const auto fail = [&](const std::string& problem) {
    throw ImportError(
        {table.path()},
        table_of(table) + " " + problem +
            "; --like DB makes the table as one of DB is declared");
  };
  for (const SourceColumn& column : first.columns()) {
    const auto place = find_name(column.name, names);
    const std::string name = "column " + quoted_for_message(column.name);
    if (!place) fail("has no " + name + ", as " + first.path() + " has");
    const std::string& type = table.columns()[*place].type;
    if (same_name(type, column.type)) continue;
    const auto shown = [](const std::string& declared) {
      return declared.empty() ? "without a type" : declared;
    };
    fail("has " + name + " " + shown(type) + ", and " + first.path() + " " +
         shown(column.type));
  }
}

// Columns that both generate are left to the target.
void DatabaseReader::check_is_placed(const SourceTable& table) const {
  const std::vector<std::string> places = existing_->column_names();
  std::vector<std::string> unknown;
  for (const SourceColumn& column : table.columns()) {
    if (find_name(column.name, places)) continue;
    if (column.is_generated) continue;
    unknown.push_back(column.name);
  }
  if (unknown.empty()) return;
  throw ImportError({table.path()},
                    table_of(table) + " has " +
                        (unknown.size() == 1 ? "column " : "columns ") +
                        quoted_for_message(unknown) + ", which table " +
                        quoted_for_message(existing_->name) + " of " +
                        job_.target + " does not take");
}

// Those that any input has.
void DatabaseReader::add_columns() {
  for (const TargetColumn& target : existing_->columns) {
    const auto has_it = [&](const SourceTable& table) {
      return find_name(target.name, names_of(table)).has_value();
    };
    if (std::none_of(tables_.begin(), tables_.end(), has_it)) continue;
    schema_.columns.push_back(column_for(target));
    for (const SourceTable& table : tables_) {
      if (has_it(table)) continue;
      const std::string name = quoted_for_message(target.name);
      if (target.default_sql) {
        throw ImportError({table.path()},
                          table_of(table) + " has no column " + name +
                              ", which another input has and the table has a "
                              "default for; import it by itself");
      }
      spdlog::warn("{}: {} has no column {}; it is NULL in its rows",
                   table.path(), table_of(table), name);
    }
  }
}

std::vector<TakenColumn> DatabaseReader::taken_of(
    const SourceTable& table) const {
  const std::vector<std::string> names = names_of(table);
  std::vector<TakenColumn> taken;
  for (const Column& column : schema_.columns) {
    TakenColumn& one = taken.emplace_back();
    one.not_null = column.not_null;
    const auto place = find_name(column.name, names);
    if (!place) continue;
    const SourceColumn& source = table.columns()[*place];
    one.source = source.name;
    one.coerces = column.existing->coerces;
    // What the same affinity has made of a value, it makes again.
    const Affinity affinity = column.existing->affinity;
    if (source.affinity != affinity) one.affinity = affinity;
  }
  return taken;
}

const std::string& DatabaseReader::first_name() const {
  return tables_.front().path();
}

StepObserver DatabaseReader::step_observer() const {
  return [this](const std::string& step, std::optional<double> part) {
    observer_.advance_step(step, part);
  };
}

std::vector<TableSource::InputNote> DatabaseReader::notes() const {
  std::vector<InputNote> notes;
  for (const SourceTable& table : tables_) {
    std::string flags = flag("--table", schema_.table);
    flags += job_flags(job_, schema_);
    notes.push_back({table.path(), std::move(flags)});
  }
  return notes;
}

std::string DatabaseReader::header_record() const {
  std::string line;
  for (const Column& column : schema_.columns) {
    if (!line.empty()) line += ',';
    append_csv(line, column.name);
  }
  return line + '\n';
}

void DatabaseReader::begin_pass() {
  std::uint64_t bytes = 0;
  for (const SourceTable& table : tables_) bytes += table.size_bytes();
  rejects_.begin_table(schema_.table, header_record(), "");
  observer_.begin_pass(schema_.table, bytes);
}

void DatabaseReader::end_pass(LoadOutcome& outcome) {
  for (const Column& column : schema_.columns) {
    outcome.types.push_back(column.type);
  }
  observer_.end_pass();
}

LoadOutcome DatabaseReader::load(const TableSchema& staged,
                                 const IndexPlan& /*indexes*/,
                                 StagingFile& staging,
                                 const RefusedRecords* /*refused*/) {
  TableSchema raw = staged;
  for (Column& column : raw.columns) {
    if (column.existing) column.existing = ExistingColumn{};
    column.not_null = false;
  }
  raw.primary_key.clear();
  staging.create_table(raw);
  const TraceSpan span(job_.pipeline.trace, "pass", schema_.table);
  begin_pass();
  LoadOutcome outcome;
  std::uint64_t bytes = 0;
  for (SourceTable& table : tables_) {
    const TraceSpan input(job_.pipeline.trace, "read input", table.path());
    const SourceTable::Counts counts =
        table.copy_into(staging.path(), staging.encoding(), raw);
    std::uint64_t good = 0;
    if (counts.bad > 0) reject(table, nullptr, good);
    InputTally& tally = outcome.inputs.emplace_back();
    tally.records = counts.good + counts.bad;
    tally.bad_records = counts.bad;
    outcome.records += tally.records;
    outcome.rows += counts.good;
    outcome.bad_records += counts.bad;
    bytes += table.size_bytes();
    observer_.advance(outcome.rows, bytes);
  }
  end_pass(outcome);
  return outcome;
}

LoadOutcome DatabaseReader::inspect(const RefusedRecords* refused) {
  const TraceSpan span(job_.pipeline.trace, "pass", schema_.table);
  begin_pass();
  LoadOutcome outcome;
  std::uint64_t good = 0;
  for (SourceTable& table : tables_) {
    const SourceTable::Counts counts = table.count();
    InputTally& tally = outcome.inputs.emplace_back();
    tally.records = counts.good + counts.bad;
    if (counts.bad > 0 || refused != nullptr) {
      tally.bad_records = reject(table, refused, good);
    }
    outcome.records += tally.records;
    outcome.bad_records += tally.bad_records;
  }
  outcome.rows = outcome.records - outcome.bad_records;
  end_pass(outcome);
  return outcome;
}

std::uint64_t DatabaseReader::reject(SourceTable& table,
                                     const RefusedRecords* refused,
                                     std::uint64_t& good) {
  names_ = {table.path(), column_names_of(schema_)};
  std::uint64_t bad = 0;
  std::uint64_t number = 0;
  BadRecords records;
  const auto hand_over = [&] {
    rejects_.take(records.size(), records, names_);
    records = BadRecords();
  };
  table.walk([&](const SourceRow& row) {
    ++number;
    const std::optional<Defect> defect = defect_of(row, refused, good);
    if (!defect) return;
    if (!job_.errors.skip || defect->ends_import) {
      throw ImportError({names_.input, defect->line},
                        describe_defect(defect->field, defect->reason, names_));
    }
    ++bad;
    records.add(number, *defect, record_of(row));
    if (records.size() == kBadRowsAtOnce) hand_over();
  });
  hand_over();
  return bad;
}

std::optional<Defect> DatabaseReader::defect_of(const SourceRow& row,
                                                const RefusedRecords* refused,
                                                std::uint64_t& good) const {
  if (const auto column = row.bad_column()) {
    return Defect{row.place(), column, reason_for(row, *column)};
  }
  ++good;
  if (refused == nullptr) return std::nullopt;
  const auto entries = refused->among(good, 1);
  if (entries.empty()) return std::nullopt;
  const Refusal& refusal = refused->refusal(entries.front().refusal);
  Defect defect{row.place(), std::nullopt, "", refusal.ends_import};
  for (const std::size_t column : refusal.columns) {
    if (refusal.columns.size() == 1) defect.field = column;
    if (row.is_null(column)) continue;
    defect.reason += (defect.reason.empty() ? "" : ", ") +
                     quoted_for_message(row.text(column));
  }
  defect.reason += (defect.reason.empty() ? "" : ": ") + refusal.reason;
  if (!job_.errors.skip) defect.reason += refusal.advice;
  return defect;
}

std::string DatabaseReader::reason_for(const SourceRow& row,
                                       std::size_t place) const {
  if (row.is_null(place)) {
    return "NULL, where --pk or --not-null wants a value";
  }
  const Column& column = schema_.columns[place];
  const std::string affinity(name_of(column.existing->affinity));
  return quoted_for_message(row.text(place)) +
         " would lose digits, as the table's column has " + affinity +
         " affinity" +
         (row.is_text(place)
              ? "; " + flag("--coerce", option_list({column.name})) +
                    " takes it so"
              : "");
}

std::string DatabaseReader::record_of(const SourceRow& row) const {
  if (!job_.errors.rejects_path) return "";
  std::string line;
  for (std::size_t i = 0; i < schema_.columns.size(); ++i) {
    if (i > 0) line += ',';
    if (!row.is_null(i)) append_csv(line, row.text(i));
  }
  return line + '\n';
}

}  // namespace csvimport
