#include "import/import_file.hpp"

#include "base/file_io.hpp"
#include "base/input_error.hpp"
#include "base/interrupt.hpp"
#include "csv/byte_source.hpp"
#include "csv/sniffer.hpp"
#include "csv/utf8.hpp"
#include "direct/staging_file.hpp"
#include "import/choices.hpp"
#include "import/conventional_load.hpp"
#include "import/direct_load.hpp"
#include "import/header.hpp"
#include "import/inference.hpp"
#include "landing/new_database.hpp"
#include "schema/names.hpp"

#include <algorithm>
#include <chrono>
#include <memory>

namespace csvimport {
namespace {

constexpr std::size_t kDialectSampleBytes = 64 * 1024;  // it is judged by

std::string choose_table_name(const ImportJob& job) {
  std::string name = job.table.value_or(table_name_for(job.input));
  const Location where{job.input == "-" ? "stdin" : job.input};
  if (name.empty()) {
    throw ImportError(where, "the table needs a name; give one with --table");
  }
  if (!is_valid_utf8(name)) {
    throw ImportError(where, "the table's name " + quoted_for_message(name) +
                                 " is not valid UTF-8; give another with "
                                 "--table");
  }
  if (same_name(name.substr(0, 7), "sqlite_")) {
    throw ImportError(where, "table " + quoted_for_message(name) +
                                 ": SQLite keeps names that start with "
                                 "\"sqlite_\" to itself; give another with "
                                 "--table");
  }
  return name;
}

// What remains of a file's start without its byte-order mark and first lines.
std::string_view without_first_lines(std::string_view sample,
                                     std::uint64_t lines) {
  if (sample.starts_with(kByteOrderMark)) {
    sample.remove_prefix(kByteOrderMark.size());
  }
  for (; lines > 0 && !sample.empty(); --lines) {
    const std::size_t end = sample.find_first_of("\r\n");
    if (end == std::string_view::npos) return {};
    const bool is_crlf = sample.substr(end).starts_with("\r\n");
    sample.remove_prefix(end + (is_crlf ? 2 : 1));
  }
  return sample;
}

// An import in progress: what the passes over the input have in common.
class Import {
 public:
  Import(const ImportJob& job, ImportObserver& observer)
      : job_(job),
        observer_(observer),
        input_(job.input, folder_of(job.target)) {
    plan_.input_name = input_.name();
    plan_.max_record_bytes = job.limits.max_record_bytes;
    plan_.schema.table = choose_table_name(job);
  }

  // The finished, not yet landed table.
  StagingFile stage() {
    start_reader(sniffed_source());
    find_columns();
    infer_types(plan_, *reader_);
    if (!may_need_second_pass()) input_.forget();
    if (auto staging = first_pass()) return std::move(*staging);
    start_reader(input_.reopen());
    find_columns();
    StagingFile staging(job_.target);
    const LoadOutcome outcome = run_pass(staging);
    if (!outcome.types_hold) {
      throw ImportError({input_.name()},
                        "changed while it was read; import it again");
    }
    ++summary_.passes;
    finish(outcome);
    return staging;
  }

  [[nodiscard]] const ImportSummary& summary() const { return summary_; }

 private:
  std::unique_ptr<io::ByteSourceBase> sniffed_source() {
    auto source = std::make_unique<PeekedSource>(input_.open());
    plan_.dialect =
        sniff_dialect(without_first_lines(source->peek(kDialectSampleBytes),
                                          job_.csv.skip_lines),
                      job_.input, job_.csv.dialect);
    plan_.set_nulls(job_.values.nulls);
    return source;
  }

  // Nothing, and the file gone, if the types do not hold; then they are
  // adapted.
  std::optional<StagingFile> first_pass() {
    StagingFile staging(job_.target);
    const LoadOutcome outcome = run_pass(staging);
    if (outcome.types_hold) {
      finish(outcome);
      return staging;
    }
    log_second_pass(plan_, outcome.types);
    adopt_types(outcome);
    return std::nullopt;
  }

  void start_reader(std::unique_ptr<io::ByteSourceBase> source) {
    reader_ = std::make_unique<RecordReader>(std::move(source), input_.name(),
                                             plan_.dialect, job_.limits);
    reader_->skip_lines(job_.csv.skip_lines);
    if (job_.csv.has_header) reader_->skip_blank_lines();
  }

  // Reads the header, and in the first pass learns the columns from it.
  void find_columns() {
    const std::optional<RecordReader::Record> first = reader_->first_record();
    if (!first) {
      throw ImportError({input_.name()}, job_.csv.skip_lines > 0
                                             ? "nothing is left to import "
                                               "behind the lines skipped"
                                             : "the file is empty");
    }
    if (job_.csv.has_header) reader_->drop(*first);
    if (plan_.schema.columns.empty()) learn_columns(*first);
    reader_->set_blank_lines_are_records(plan_.blank_lines_are_records());
  }

  void learn_columns(const RecordReader::Record& first) {
    std::vector<std::string> header =
        split_first_record(first, plan_.dialect, input_.name());
    if (!job_.csv.has_header) header.assign(header.size(), "");
    for (std::string& name : column_names(header)) {
      plan_.schema.columns.push_back({std::move(name)});
    }
    declare_types(plan_.schema.columns, job_.values, input_.name());
  }

  [[nodiscard]] bool may_need_second_pass() const {
    return std::any_of(
        plan_.schema.columns.begin(), plan_.schema.columns.end(),
        [](const Column& column) {
          return !column.declared &&
                 (column.open || column.type != ColumnType::kText);
        });
  }

  LoadOutcome run_pass(StagingFile& staging) {
    const ProgressObserver on_progress = [&](std::uint64_t rows,
                                             std::uint64_t input_bytes) {
      observer_.advance(rows, input_bytes);
    };
    const LoadContext context{plan_, input_, *reader_, job_.pipeline,
                              on_progress};
    observer_.begin_pass(input_.size_bytes());
    LoadOutcome outcome = load(context, staging);
    observer_.end_pass();
    return outcome;
  }

  LoadOutcome load(const LoadContext& context, StagingFile& staging) const {
    switch (job_.path) {
      case LoadPath::kConventional:
        return load_conventionally(context, staging);
      case LoadPath::kRowByRow:
        return load_row_by_row(context, staging);
      case LoadPath::kDirect:
        break;
    }
    return load_directly(context, staging, job_.sync);
  }

  void adopt_types(const LoadOutcome& outcome) {
    for (std::size_t i = 0; i < outcome.types.size(); ++i) {
      plan_.schema.columns[i].type = outcome.types[i];
      plan_.schema.columns[i].open = false;
    }
  }

  void finish(const LoadOutcome& outcome) {
    summary_.input = input_.name();
    summary_.target = job_.target;
    summary_.schema = plan_.schema;
    summary_.rows = outcome.rows;
    summary_.times = outcome.times;
    log_choices(plan_);
  }

  const ImportJob& job_;
  ImportObserver& observer_;
  Input input_;
  LoadPlan plan_;
  std::unique_ptr<RecordReader> reader_;
  ImportSummary summary_;
};

// Stages the job's input and does `last` with the staging file.
template <class Last>
ImportSummary import_and(const ImportJob& job, ImportObserver& observer,
                         Last last) {
  const auto start = std::chrono::steady_clock::now();
  Import import(job, observer);
  StagingFile staging = import.stage();
  throw_if_interrupted();
  last(staging);
  ImportSummary summary = import.summary();
  const std::chrono::duration<double> passed =
      std::chrono::steady_clock::now() - start;
  summary.seconds = passed.count();
  return summary;
}

}  // namespace

ImportSummary import_file(const ImportJob& job, ImportObserver& observer) {
  check_target_is_new(job.target);
  return import_and(job, observer, [&](StagingFile& staging) {
    land_as_new_database(staging, job.target, job.sync);
  });
}

ImportSummary import_into_scratch(const ImportJob& job,
                                  ImportObserver& observer) {
  return import_and(job, observer, [&](StagingFile& staging) {
    if (job.sync) sync_file(staging.fd(), staging.path());
  });
}

}  // namespace csvimport
