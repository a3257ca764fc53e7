#include "import/import_file.hpp"

#include "base/file_io.hpp"
#include "base/input_error.hpp"
#include "base/interrupt.hpp"
#include "csv/byte_source.hpp"
#include "direct/staging_file.hpp"
#include "import/batch_parser.hpp"
#include "import/conventional_load.hpp"
#include "import/direct_load.hpp"
#include "import/table_names.hpp"
#include "landing/new_database.hpp"

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>

namespace csvimport {
namespace {

// That a dry run shows; by taste.
constexpr std::size_t kExamples = 10;

LoadOutcome load(const LoadContext& context, const ImportJob& job,
                 StagingFile& staging) {
  switch (job.path) {
    case LoadPath::kConventional:
      return load_conventionally(context, staging);
    case LoadPath::kRowByRow:
      return load_row_by_row(context, staging);
    case LoadPath::kDirect:
      break;
  }
  return load_directly(context, staging, job.sync);
}

// Reads the inputs for what can be learned of them.
LoadOutcome inspect(const LoadContext& context) {
  struct Inspected {
    BatchReport report;
  };
  std::atomic<bool> inspect_only{true};
  LoadSteps<Inspected> steps;
  steps.make_work = [&](const LoadPlan& plan) -> BatchWork<Inspected> {
    const auto parser = std::make_shared<BatchParser>(plan, inspect_only);
    return [parser](Batch batch) {
      NullSink nowhere;
      return Inspected{parser->parse(batch, nowhere)};
    };
  };
  steps.write = [](const Inspected& /*inspected*/) {};
  return LoadRunner<Inspected>(context, steps, inspect_only).run();
}

double seconds_since(std::chrono::steady_clock::time_point start) {
  const std::chrono::duration<double> passed =
      std::chrono::steady_clock::now() - start;
  return passed.count();
}

// What can be seen before the first record is read.
std::vector<TableInputs> checked_tables(const ImportJob& job) {
  for (const std::string& input : job.inputs) check_readable(input);
  return tables_of(job);
}

// What a message about the import as a whole names.
std::string subject_of(const ImportJob& job) {
  if (job.inputs.size() > 1) return job.target;
  return job.inputs.front() == "-" ? "stdin" : job.inputs.front();
}

// Stages the job's inputs and does `last` with the staging file.
template <class Last>
ImportSummary import_and(const ImportJob& job, ImportObserver& observer,
                         Last last) {
  const auto start = std::chrono::steady_clock::now();
  ImportSummary summary;
  summary.target = job.target;
  const std::vector<TableInputs> tables = checked_tables(job);
  Rejects rejects(job.errors, job.inputs.size(), job.sync);
  std::optional<StagingFile> staging;
  for (const TableInputs& table : tables) {
    TableImport import(job, table.name, table.paths, rejects, observer);
    if (!staging) staging.emplace(job.target);
    summary.tables.push_back(import.run([&](const LoadContext& context) {
      return load(context, job, *staging);
    }));
  }
  rejects.finish(summary.records(), subject_of(job));
  throw_if_interrupted();
  last(*staging);
  summary.seconds = seconds_since(start);
  return summary;
}

}  // namespace

std::uint64_t ImportSummary::records() const {
  std::uint64_t records = 0;
  for (const TableSummary& table : tables) records += table.records;
  return records;
}

std::uint64_t ImportSummary::rows() const {
  std::uint64_t rows = 0;
  for (const TableSummary& table : tables) rows += table.rows;
  return rows;
}

std::uint64_t ImportSummary::rejected() const {
  std::uint64_t rejected = 0;
  for (const TableSummary& table : tables) rejected += table.rejected;
  return rejected;
}

RepairCounts ImportSummary::repairs() const {
  RepairCounts repairs;
  for (const TableSummary& table : tables) repairs += table.repairs;
  return repairs;
}

PipelineTimes ImportSummary::times() const {
  PipelineTimes times;
  for (const TableSummary& table : tables) times += table.times;
  return times;
}

ImportSummary import_files(const ImportJob& job, ImportObserver& observer) {
  check_target_is_new(job.target);
  return import_and(job, observer, [&](StagingFile& staging) {
    land_as_new_database(staging, job.target, job.sync);
  });
}

DryRun try_import(const ImportJob& job, ImportObserver& observer) {
  if (!job.target.empty()) check_target_is_new(job.target);
  ErrorOptions errors = job.errors;
  errors.skip = true;
  errors.examples = kExamples;
  ImportJob skipping = job;
  skipping.errors = errors;
  const auto start = std::chrono::steady_clock::now();
  DryRun run;
  run.summary.target = job.target;
  const std::vector<TableInputs> tables = checked_tables(job);
  Rejects rejects(skipping.errors, job.inputs.size(), job.sync);
  for (const TableInputs& table : tables) {
    TableImport import(skipping, table.name, table.paths, rejects, observer);
    run.summary.tables.push_back(import.inspect(inspect));
  }
  rejects.finish(run.summary.records(), subject_of(job));
  run.bad_records = rejects.examples();
  run.summary.seconds = seconds_since(start);
  return run;
}

ImportSummary import_into_scratch(const ImportJob& job,
                                  ImportObserver& observer) {
  return import_and(job, observer, [&](StagingFile& staging) {
    if (job.sync) sync_file(staging.fd(), staging.path());
  });
}

}  // namespace csvimport
