#include "import/table_import.hpp"

#include "base/input_error.hpp"
#include "base/path.hpp"
#include "csv/utf8.hpp"
#include "import/choices.hpp"
#include "import/column_selection.hpp"
#include "import/inference.hpp"
#include "schema/names.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace csvimport {
namespace {

// The place of a column in the table, where it is added if it is not there.
std::size_t place_in(TableSchema& schema, const std::string& name) {
  for (std::size_t i = 0; i < schema.columns.size(); ++i) {
    if (same_name(schema.columns[i].name, name)) return i;
  }
  schema.columns.push_back({name});
  return schema.columns.size() - 1;
}

// A dry run reads once, so it keeps nothing.
std::string spool_folder(const ImportJob& job) {
  return job.dry_run ? "" : folder_of(job.target);
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
                         Rejects& rejects, ImportObserver& observer)
    : job_(job), rejects_(rejects), observer_(observer) {
  schema_.table = table;
  for (const std::string& path : paths) open(path);
  if (job.columns.filename_column) add_filename_column();
  check_column_count();
  check_one_header();
  tell_of_missing_columns();
  declare_types(schema_.columns, job.values, inputs_.front()->file.name());
  find_types();
}

void TableImport::open(const std::string& path) {
  inputs_.push_back(std::make_unique<LoadInput>(path, job_.csv, job_.limits,
                                                spool_folder(job_)));
  place_columns(*inputs_.back());
  // Of many inputs none keeps in memory what it can read again.
  if (inputs_.size() > 1) {
    for (const auto& input : inputs_) input->file.close();
  }
}

void TableImport::place_columns(LoadInput& input) {
  std::vector<ColumnSource>& sources = input.plan.sources;
  for (const SelectedColumn& column : select_columns(
           input.file.field_names(), job_.columns, input.file.name())) {
    const std::size_t place = place_in(schema_, column.name);
    if (sources.size() <= place) sources.resize(place + 1);
    sources[place].field = column.field;
  }
}

void TableImport::add_filename_column() {
  const std::string& name = *job_.columns.filename_column;
  const std::size_t place = schema_.columns.size();
  if (place_in(schema_, name) != place) {
    throw ImportError({inputs_.front()->file.name()},
                      "has a column " + quoted_for_message(name) +
                          "; give --filename-column another name");
  }
  schema_.columns.back().declared = true;
  for (const auto& input : inputs_) {
    const std::string& input_name = input->file.name();
    if (!is_valid_utf8(input_name)) {
      throw ImportError({input_name},
                        "the name is not valid UTF-8, so --filename-column "
                        "cannot keep it");
    }
    input->plan.sources.resize(place + 1);
    input->plan.sources[place].constant = input_name;
  }
}

void TableImport::check_column_count() const {
  const std::size_t count = schema_.columns.size();
  if (count <= kMaxColumns) return;
  throw ImportError({inputs_.front()->file.name()},
                    "table " + quoted_for_message(schema_.table) +
                        " would have " + counted(count, "column") +
                        "; a SQLite table has at most " +
                        std::to_string(kMaxColumns));
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

void TableImport::tell_of_missing_columns() const {
  for (const auto& input : inputs_) {
    std::vector<ColumnSource>& sources = input->plan.sources;
    sources.resize(schema_.columns.size());
    for (std::size_t i = 0; i < sources.size(); ++i) {
      if (sources[i].field || sources[i].constant) continue;
      spdlog::warn("{}: has no column {}; it is NULL in the file's rows",
                   input->file.name(),
                   quoted_for_message(schema_.columns[i].name));
    }
  }
}

void TableImport::plan_load(LoadInput& input) const {
  LoadPlan& plan = input.plan;
  plan.input_name = input.file.name();
  plan.encoding = input.file.encoding();
  plan.dialect = input.file.dialect();
  plan.field_names = input.file.field_names();
  plan.schema = schema_;
  plan.is_lenient = job_.csv.is_lenient;
  plan.skipped_lines = job_.csv.skip_lines + input.file.preamble_lines();
  plan.skip_hint = input.file.skip_hint();
  plan.set_nulls(job_.values.nulls);
  plan.skips_bad_records = job_.errors.skip;
  plan.lists_bad_records = job_.errors.lists_records();
  plan.keeps_bad_records = job_.errors.rejects_path.has_value();
}

void TableImport::find_types() {
  std::vector<Evidence> evidence(schema_.columns.size());
  for (const auto& input : inputs_) {
    plan_load(*input);
    inspect_sample(*input, evidence);
    if (inputs_.size() > 1) input->file.close();
  }
  infer_types(schema_.columns, evidence);
  for (const auto& input : inputs_) plan_load(*input);
}

bool TableImport::may_need_second_pass() const {
  return std::any_of(schema_.columns.begin(), schema_.columns.end(),
                     [](const Column& column) {
                       return !column.declared &&
                              (column.open || column.type != ColumnType::kText);
                     });
}

void TableImport::adopt_types(const std::vector<ColumnType>& types) {
  for (std::size_t i = 0; i < types.size(); ++i) {
    schema_.columns[i].type = types[i];
    schema_.columns[i].open = false;
  }
  for (const auto& input : inputs_) input->plan.schema = schema_;
}

TableSummary TableImport::run(const Load& load) {
  if (!may_need_second_pass()) {
    for (const auto& input : inputs_) input->file.input().forget();
  }
  LoadOutcome outcome = run_pass(load);
  int passes = 1;
  if (!outcome.types_hold) {
    log_second_pass(schema_, outcome.types);
    adopt_types(outcome.types);
    outcome = run_pass(load);
    ++passes;
  }
  if (!outcome.types_hold) {
    throw ImportError({inputs_.front()->file.name()},
                      "changed while it was read; import it again");
  }
  return summary_of(outcome, passes);
}

TableSummary TableImport::inspect(const Load& load) {
  for (const auto& input : inputs_) input->file.input().forget();
  const LoadOutcome outcome = run_pass(load);
  adopt_types(outcome.types);
  return summary_of(outcome, 1);
}

LoadOutcome TableImport::run_pass(const Load& load) {
  const ProgressObserver on_progress = [&](std::uint64_t rows,
                                           std::uint64_t input_bytes) {
    observer_.advance(rows, input_bytes);
  };
  const CsvFile& first = inputs_.front()->file;
  rejects_.begin_table(first.header_bytes(), first.encoding());
  observer_.begin_pass(total_size(inputs_));
  LoadOutcome outcome =
      load({schema_, inputs_, job_.pipeline, rejects_, on_progress});
  observer_.end_pass();
  return outcome;
}

TableSummary TableImport::summary_of(const LoadOutcome& outcome,
                                     int passes) const {
  rejects_.end_table();
  TableSummary summary;
  for (const auto& input : inputs_) {
    summary.inputs.push_back(input->file.name());
    summary.flags.push_back(pinning_flags(input->plan));
    spdlog::debug("{}: chosen: {}", summary.inputs.back(),
                  summary.flags.back());
  }
  summary.schema = schema_;
  summary.records = outcome.records;
  summary.rows = outcome.rows;
  summary.rejected = outcome.bad_records;
  summary.repairs = outcome.repairs;
  summary.passes = passes;
  summary.times = outcome.times;
  return summary;
}

}  // namespace csvimport
