#include "import/table_reader.hpp"

#include "base/import_error.hpp"
#include "base/path.hpp"
#include "base/shell_flag.hpp"
#include "base/trace_file.hpp"
#include "import/empty_fields.hpp"
#include "import/followed_inputs.hpp"
#include "import/growing_file.hpp"
#include "import/inference.hpp"
#include "import/job_flags.hpp"
#include "import/pinning_flags.hpp"
#include "import/stray_warnings.hpp"
#include "import/table_columns.hpp"
#include "load/inspection.hpp"
#include "load/record_advice.hpp"
#include "load/row_filter.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <utility>

namespace csvimport {
namespace {

// A dry run reads once, so it keeps nothing, unless rows are to be judged when
// the types are known.
std::string spool_folder(const ImportJob& job) {
  if (job.dry_run && !job.where) return "";
  if (!job.temp_folder.empty()) return job.temp_folder;
  const std::string& target = job.target_file();
  return target.empty() ? std::filesystem::temp_directory_path().string()
                        : folder_of(target);
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

// How the input at `path` is to be read.
CsvOptions options_for(const std::string& path, const ImportJob& job) {
  CsvOptions options = job.csv;
  const auto tail = job.tails.find(path);
  if (tail != job.tails.end() && tail->second.state) {
    options.resumption = tail->second.state->resumption;
  }
  return options;
}

CsvFile opened(const std::string& path, const ImportJob& job) {
  const TraceSpan span(job.pipeline.trace, "open input", path);
  try {
    CsvFile file = open_csv_file(path, options_for(path, job), job.limits,
                                 spool_folder(job));
    if (job.tail && file.dialect().line_end == LineEnd::kCr) {
      fail_returns(file.name());
    }
    return file;
  } catch (const HeaderIsOpen&) {
    throw InputsWait({path});
  }
}

// One of two may be missing on purpose, unless there are better names.
void warn_of_missing_names(const CsvFile& file) {
  const std::uint64_t lines = file.skip_hint();
  const std::size_t missing = 2 * file.unnamed_fields();
  const std::size_t all = file.field_names().size();
  if (missing < all || (missing == all && lines == 0)) return;
  spdlog::warn("{}: {} of its columns have no name{}", file.name(),
               missing == all ? "half" : "most",
               lines == 0 ? std::string() : header_advice(lines));
}

// What may have been meant otherwise.
void warn_of_doubts(const CsvFile& file, const ImportJob& job) {
  if (!file.encoding_doubt().empty()) {
    spdlog::warn("{}: {}", file.name(), file.encoding_doubt());
  }
  if (file.names_look_like_data()) {
    spdlog::warn("{}: {}", file.name(),
                 job.csv.header_rows > 1
                     ? "its first records are taken for the header, but look "
                       "like data; --no-headers in place of --header-rows "
                       "makes rows of them"
                     : "its first record is taken for the header, but looks "
                       "like data; --no-headers makes it a row");
  }
  if (file.has_escaped_nulls() && !job.values.is_null("\\N")) {
    spdlog::warn(
        "{}: has \\N for fields, of which --escape makes the letter N; "
        "{} makes NULL of them",
        file.name(), flag("--null", "\\N"));
  }
  warn_of_missing_names(file);
  if (file.lacks_first_name()) {
    spdlog::warn(
        "{}: its records have one field more than its header, so the first "
        "column has no name",
        file.name());
  }
  if (const auto& other = file.other_delimiter()) {
    spdlog::warn("{}: is taken for one column; {} would make {} of it",
                 file.name(), delimiter_flag({other->delimiter}), other->width);
  }
}

}  // namespace

TableReader::TableReader(const ImportJob& job,
                         const std::optional<TargetTable>& existing,
                         LoadPath path, Lookups& lookups, Rejects& rejects,
                         ImportObserver& observer)
    : job_(job),
      existing_(existing),
      path_(path),
      lookups_(lookups),
      rejects_(rejects),
      observer_(observer) {}

void TableReader::open(const TableInputs& table) {
  TableColumns columns(job_, table.name, existing_);
  for (const std::string& path : table.paths) {
    inputs_.push_back(
        std::make_unique<LoadInput>(LoadInput{opened(path, job_), {}}));
    columns.check_width(inputs_.back()->file);
    warn_of_doubts(inputs_.back()->file, job_);
    columns.place(*inputs_.back());
    // Of many inputs none keeps in memory what it can read again.
    if (is_one_of_many()) close_files();
  }
  columns.finish(inputs_);
  schema_ = columns.schema();
  set_empty_fields(job_, schema_, inputs_);
  check_one_header();
  declare_types(schema_.columns, job_.values, first_name());
  infer_types_of_starts();
  if (job_.where) {
    const LoadPlan plan = plan_for(*inputs_.front(), nullptr);
    check_condition(plan.judged_schema(), *job_.where);
  }
}

bool TableReader::is_one_of_many() const {
  return inputs_.size() > 1 ||
         (job_.inputs.size() > 1 && job_.opens_all_first());
}

void TableReader::close_files() {
  for (const auto& input : inputs_) input->file.close();
}

const std::string& TableReader::first_name() const {
  return inputs_.front()->file.name();
}

// Records of different files cannot share a file if their fields differ.
void TableReader::check_one_header() const {
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

LoadPlan TableReader::plan_for(const LoadInput& input,
                               const RefusedRecords* refused) const {
  LoadPlan plan;
  plan.names = {input.file.name(), input.file.field_names()};
  plan.encoding = input.file.encoding();
  plan.dialect = input.file.dialect();
  plan.schema = schema_;
  plan.sources = input.sources;
  for (ColumnSource& source : plan.sources) {
    auto* const extraction = std::get_if<Extraction>(&source.conversion);
    if (extraction == nullptr) continue;
    extraction->ids = &lookups_.ids_of(extraction->table);
  }
  plan.header = input.file.header_fields();
  plan.nulls = job_.values.nulls;
  plan.nulls_may_be_quoted = job_.values.nulls_may_be_quoted;
  plan.is_lenient = job_.csv.is_lenient;
  plan.skipped_lines = input.file.skipped_lines();
  plan.delimiter_is_sniffed = input.file.delimiter_is_sniffed();
  plan.is_surely_utf8 = input.file.is_surely_utf8();
  plan.has_plain_backslashes = input.file.has_plain_backslashes();
  plan.footer_records = job_.csv.footer_records;
  plan.limit = job_.limit;
  plan.names_are_normalized = job_.columns.normalizes;
  plan.skip_hint = input.file.skip_hint();
  plan.skips_bad_records = job_.errors.skip;
  plan.lists_bad_records = job_.errors.lists_records();
  plan.keeps_bad_records = job_.errors.rejects_path && job_.errors.makes_files;
  plan.where = job_.where;
  plan.refused = refused;
  return plan;
}

template <class Look>
void TableReader::look_at_starts(Look look) {
  std::optional<std::uint64_t> left = job_.limit;
  for (const auto& input : inputs_) {
    RecordReader& reader = input->file.reader();
    if (left) reader.set_limit(*left);
    look(*input, plan_for(*input, nullptr));
    // Else nobody knows how many are left to the next one.
    const bool goes_on = !left || reader.has_ended();
    if (left) *left -= reader.records_read();
    if (is_one_of_many()) input->file.close();
    if (!goes_on) return;
  }
}

void TableReader::infer_types_of_starts() {
  const bool are_known = std::all_of(
      schema_.columns.begin(), schema_.columns.end(),
      [](const Column& column) { return column.declared || column.existing; });
  if (are_known) return;
  const TraceSpan span(job_.pipeline.trace, "infer types", schema_.table);
  std::vector<Evidence> evidence(schema_.columns.size());
  look_at_starts([&](LoadInput& input, LoadPlan plan) {
    inspect_sample(input, std::move(plan), evidence, strays_);
  });
  infer_types(schema_.columns, evidence);
}

bool TableReader::keys_start_ascending() {
  const TraceSpan span(job_.pipeline.trace, "look at keys", schema_.table);
  KeyRange keys;
  look_at_starts([&](LoadInput& input, LoadPlan plan) {
    look_at_keys(input, std::move(plan), rowid_column(schema_).value(), keys);
  });
  return keys.ascends;
}

bool TableReader::converts(std::size_t column) const {
  return std::any_of(inputs_.begin(), inputs_.end(), [&](const auto& input) {
    return csvimport::converts(input->sources[column].conversion);
  });
}

std::vector<LikelyConversion> TableReader::likely_moments(
    const std::vector<std::size_t>& places) {
  std::vector<LikelyConversion> conversions(places.size());
  look_at_starts([&](LoadInput& input, LoadPlan plan) {
    look_at_moments(input, std::move(plan), places, conversions);
  });
  return conversions;
}

bool TableReader::has_open_types() const {
  return std::any_of(schema_.columns.begin(), schema_.columns.end(),
                     [](const Column& column) {
                       return !column.existing && !column.declared &&
                              (column.open || column.type != ColumnType::kText);
                     });
}

void TableReader::adopt_types(const std::vector<ColumnType>& types) {
  for (std::size_t i = 0; i < types.size(); ++i) {
    schema_.columns[i].type = types[i];
    schema_.columns[i].open = false;
  }
}

void TableReader::read_last_time() {
  for (const auto& input : inputs_) input->file.input().forget();
}

template <class Read>
LoadOutcome TableReader::read_inputs(const TableSchema& staged,
                                     const IndexPlan& indexes,
                                     const SortSettings& sorting,
                                     const RefusedRecords* refused, Read read) {
  std::vector<LoadPlan> plans;
  for (const auto& input : inputs_) plans.push_back(plan_for(*input, refused));
  const TraceSpan span(job_.pipeline.trace, "pass", schema_.table);
  const ProgressObserver on_progress = [&](std::uint64_t rows,
                                           std::uint64_t input_bytes) {
    observer_.advance(rows, input_bytes);
  };
  const StepObserver on_step = step_observer();
  const CsvFile& first = inputs_.front()->file;
  rejects_.begin_table(schema_.table, first.header_bytes(), first.encoding());
  // Where it ends before the inputs do, nobody knows how far it is.
  observer_.begin_pass(schema_.table,
                       job_.limit ? std::nullopt : total_size(inputs_));
  LoadOutcome outcome =
      read(LoadContext{staged, indexes, inputs_, plans, job_.pipeline, sorting,
                       rejects_, on_progress, on_step});
  observer_.end_pass();
  strays_ += outcome.strays;
  return outcome;
}

StepObserver TableReader::step_observer() const {
  return [this](const std::string& step, std::optional<double> part) {
    observer_.advance_step(step, part);
  };
}

LoadOutcome TableReader::load(const TableSchema& staged,
                              const IndexPlan& indexes, StagingFile& staging,
                              const RefusedRecords* refused) {
  if (ids_before_) lookups_.forget_after(*ids_before_);
  ids_before_ = lookups_.last_ids();
  const std::string folder =
      job_.temp_folder.empty() ? folder_of(staging.path()) : job_.temp_folder;
  const SortSettings sorting{
      job_.memory_bytes, folder, job_.target,
      job_.pipeline.sequential ? std::launch::deferred : std::launch::async};
  std::optional<TableProfiler> profiler;
  if (job_.profiles) profiler.emplace(schema_.columns.size());
  LoadOutcome outcome =
      read_inputs(staged, indexes, sorting, refused, [&](LoadContext context) {
        if (profiler) context.profiler = &*profiler;
        return load_table(context, path_, job_.sync, staging);
      });
  if (profiler && outcome.holds()) {
    outcome.profile = std::make_shared<TableProfile>(profiler->finish());
  }
  return outcome;
}

LoadOutcome TableReader::inspect(const RefusedRecords* refused) {
  return read_inputs(schema_, {}, {}, refused, [](const LoadContext& context) {
    return inspect_table(context);
  });
}

LoadOutcome TableReader::judge() {
  return read_inputs(schema_, {}, {}, nullptr, [](const LoadContext& context) {
    return judge_table(context);
  });
}

TableTexts TableReader::slips() const {
  return likely_slips(schema_.columns, strays_,
                      job_.values.marks.value_or(NumberMarks{}), job_.where);
}

std::vector<TableReader::InputNote> TableReader::notes() const {
  std::vector<InputNote> notes;
  for (const auto& input : inputs_) {
    notes.push_back(
        {input->file.name(),
         pinning_flags(plan_for(*input, nullptr)) + job_flags(job_, schema_)});
  }
  return notes;
}

}  // namespace csvimport
