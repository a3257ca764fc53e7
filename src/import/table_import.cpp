#include "import/table_import.hpp"

#include "base/import_error.hpp"
#include "base/message_text.hpp"
#include "base/path.hpp"
#include "import/inference.hpp"
#include "import/pinning_flags.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace csvimport {
namespace {

// A dry run reads once, so it keeps nothing.
std::string spool_folder(const ImportJob& job) {
  if (job.dry_run) return "";
  return job.temp_folder.empty() ? folder_of(job.target) : job.temp_folder;
}

std::optional<std::uint64_t> total_size(
    const std::vector<std::unique_ptr<LoadInput>>& inputs) {
  std::uint64_t total = 0;
  for (const auto& input : inputs) {
    const auto size = input->file.input().size_bytes();
    if (!size) return std::nullopt;
    total += *size;
  }
  return total;
}

}  // namespace

TableImport::TableImport(const ImportJob& job, const std::string& table,
                         const std::vector<std::string>& paths,
                         const std::optional<TargetTable>& existing,
                         bool may_refuse, LoadPath load_path, bool is_staged,
                         Rejects& rejects, ImportObserver& observer)
    : job_(job),
      path_(load_path),
      existing_(existing),
      may_refuse_(may_refuse),
      is_staged_(is_staged),
      rejects_(rejects),
      observer_(observer),
      columns_(job, table, existing) {
  for (const std::string& path : paths) open(path);
  columns_.finish(inputs_);
  schema_ = columns_.schema();
  check_one_header();
  declare_types(schema_.columns, job.values, inputs_.front()->file.name());
  find_types();
  // Past SQLite rows can be put into a table with a key, and through it not.
  const bool has_key = !schema_.primary_key.empty();
  if (has_key && (path_ != LoadPath::kDirect || !rowid_name(schema_))) {
    is_staged_ = true;
  }
}

void TableImport::open(const std::string& path) {
  inputs_.push_back(std::make_unique<LoadInput>(path, job_.csv, job_.limits,
                                                spool_folder(job_)));
  columns_.place(*inputs_.back());
  // Of many inputs none keeps in memory what it can read again.
  if (inputs_.size() > 1) {
    for (const auto& input : inputs_) input->file.close();
  }
}

std::vector<Column> TableImport::added_columns() const {
  std::vector<Column> added;
  if (!existing_) return added;
  for (const Column& column : schema_.columns) {
    if (!column.existing) added.push_back(column);
  }
  return added;
}

TableSchema TableImport::schema_to_stage() const {
  if (!is_staged_) return schema_;
  TableSchema staged = staged_schema(schema_);
  if (path_ != LoadPath::kDirect) staged.primary_key.clear();
  return staged;
}

// Records of different files cannot share a file if their fields differ.
void TableImport::check_one_header() const {
  if (!job_.errors.rejects_path) return;
  const CsvFile& first = inputs_.front()->file;
  for (const auto& input : inputs_) {
    if (input->file.header_bytes() == first.header_bytes() &&
        input->file.field_names().size() == first.field_names().size() &&
        input->file.dialect() == first.dialect() &&
        input->file.encoding() == first.encoding()) {
      continue;
    }
    throw ImportError(
        {input->file.name()},
        "differs from " + first.name() +
            " in its header, dialect or encoding, so one reject "
            "file cannot take bad records of both; import them one "
            "by one, or without --rejects");
  }
}

LoadPlan TableImport::plan_for(const LoadInput& input) const {
  LoadPlan plan;
  plan.names = {input.file.name(), input.file.field_names()};
  plan.encoding = input.file.encoding();
  plan.dialect = input.file.dialect();
  plan.schema = schema_;
  plan.sources = input.sources;
  plan.nulls = job_.values.nulls;
  plan.is_lenient = job_.csv.is_lenient;
  plan.skipped_lines = job_.csv.skip_lines + input.file.preamble_lines();
  plan.skip_hint = input.file.skip_hint();
  plan.skips_bad_records = job_.errors.skip;
  plan.lists_bad_records = job_.errors.lists_records();
  plan.keeps_bad_records = job_.errors.rejects_path.has_value();
  return plan;
}

void TableImport::find_types() {
  std::vector<Evidence> evidence(schema_.columns.size());
  for (const auto& input : inputs_) {
    inspect_sample(*input, plan_for(*input), evidence);
    if (inputs_.size() > 1) input->file.close();
  }
  infer_types(schema_.columns, evidence);
}

bool TableImport::may_read_again() const {
  // For other types, or for keys that do not ascend; or for the records that
  // the database will refuse.
  if (may_refuse_ || !schema_.primary_key.empty()) return true;
  return std::any_of(schema_.columns.begin(), schema_.columns.end(),
                     [](const Column& column) {
                       return !column.existing && !column.declared &&
                              (column.open || column.type != ColumnType::kText);
                     });
}

void TableImport::adopt_types(const std::vector<ColumnType>& types) {
  for (std::size_t i = 0; i < types.size(); ++i) {
    schema_.columns[i].type = types[i];
    schema_.columns[i].open = false;
  }
}

void TableImport::run(const Load& load) {
  if (!may_read_again()) {
    for (const auto& input : inputs_) input->file.input().forget();
  }
  LoadOutcome outcome = stage(load);
  int passes = 1;
  if (!outcome.types_hold) {
    log_second_pass(schema_, outcome.types);
    adopt_types(outcome.types);
    outcome = stage(load);
    ++passes;
  }
  if (!outcome.keys_ascend) {
    spdlog::debug(
        "table {}: the key does not ascend, so the input is read again",
        quoted_for_message(schema_.table));
    is_staged_ = true;
    outcome = stage(load);
    ++passes;
  }
  check_unchanged(outcome);
  sum_up(outcome, passes);
}

void TableImport::inspect(const Load& load) {
  for (const auto& input : inputs_) input->file.input().forget();
  const LoadOutcome outcome = run_pass(load, schema_, nullptr);
  adopt_types(outcome.types);
  sum_up(outcome, 1);
}

void TableImport::check_unchanged(const LoadOutcome& outcome) const {
  if (outcome.holds()) return;
  throw ImportError({inputs_.front()->file.name()},
                    "changed while it was read; import it again");
}

LoadOutcome TableImport::read_again(const RefusedRecords& refused,
                                    const Load& load,
                                    const TableSchema& schema) {
  rejects_.forget(summary_.rejected);
  LoadOutcome outcome = run_pass(load, schema, &refused);
  summary_.rejected = outcome.bad_records;
  summary_.repairs = outcome.repairs;
  rejects_.end_table();
  return outcome;
}

void TableImport::take_refused(const RefusedRecords& refused,
                               const Load& load) {
  (void)read_again(refused, load, schema_);
}

void TableImport::load_without(const RefusedRecords& refused,
                               const Load& load) {
  const LoadOutcome outcome = read_again(refused, load, staged_);
  check_unchanged(outcome);
  summary_.records = outcome.records;
  summary_.rows = outcome.rows;
  summary_.times = outcome.times;
}

LoadOutcome TableImport::stage(const Load& load) {
  staged_ = schema_to_stage();
  return run_pass(load, staged_, nullptr);
}

LoadOutcome TableImport::run_pass(const Load& load, const TableSchema& schema,
                                  const RefusedRecords* refused) {
  std::vector<LoadPlan> plans;
  for (const auto& input : inputs_) {
    plans.push_back(plan_for(*input));
    plans.back().refused = refused;
  }
  const ProgressObserver on_progress = [&](std::uint64_t rows,
                                           std::uint64_t input_bytes) {
    observer_.advance(rows, input_bytes);
  };
  const CsvFile& first = inputs_.front()->file;
  rejects_.begin_table(first.header_bytes(), first.encoding());
  observer_.begin_pass(total_size(inputs_));
  LoadOutcome outcome =
      load({schema, inputs_, plans, job_.pipeline, rejects_, on_progress});
  observer_.end_pass();
  return outcome;
}

void TableImport::sum_up(const LoadOutcome& outcome, int passes) {
  rejects_.end_table();
  for (const auto& input : inputs_) {
    summary_.inputs.push_back(input->file.name());
    summary_.flags.push_back(pinning_flags(plan_for(*input)));
    spdlog::debug("{}: chosen: {}", summary_.inputs.back(),
                  summary_.flags.back());
  }
  summary_.schema = schema_;
  summary_.records = outcome.records;
  summary_.rows = outcome.rows;
  summary_.rejected = outcome.bad_records;
  summary_.repairs = outcome.repairs;
  summary_.passes = passes;
  summary_.times = outcome.times;
}

}  // namespace csvimport
