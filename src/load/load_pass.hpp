#pragma once

// One pass over the inputs of a table, whatever the table is written with.

#include "base/import_error.hpp"
#include "base/interrupt.hpp"
#include "base/trace_file.hpp"
#include "csv/record_reader.hpp"
#include "load/batch_report.hpp"
#include "load/input_batches.hpp"
#include "load/load_context.hpp"
#include "load/load_outcome.hpp"
#include "load/load_plan.hpp"
#include "pipeline/pipeline.hpp"

#include <atomic>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <utility>
#include <vector>

namespace csvimport {

// How batches become rows of a table.
template <class T>
concept TableLoader = requires(T& loader, const LoadPlan& plan,
                               std::uint64_t records_before,
                               const std::atomic<bool>& inspect_only,
                               ResultOf<typename T::Worker, Batch> result) {
  // Called for each input, as often as there are workers, with what
  // BatchParser takes.
  {
    loader.make_worker(plan, records_before, inspect_only)
    } -> std::same_as<typename T::Worker>;
  // Gets each result in file order, on the caller's thread. False if what
  // was written is of no use: then it gets nothing more, and what is left
  // of the inputs is only inspected, or parsed where rows are judged.
  { loader.write(std::move(result)) } -> std::same_as<bool>;
  // A result has, beside the rows, the report of its batch.
  { result.report } -> std::same_as<BatchReport&>;
  // Where batches that are done with come back from; may be empty.
  { loader.batch_supply() } -> std::same_as<RecordReader::BatchSupply>;
};

// Reads the inputs one after the other. One thread, once.
template <TableLoader Loader>
class LoadPass {
 public:
  // Borrows both.
  LoadPass(const LoadContext& context, Loader& loader)
      : context_(context),
        loader_(loader),
        evidence_(context.schema.columns.size()) {}

  // When a value contradicts an inferred type, nothing more is written, and
  // what is left of the inputs is only inspected. Throws what the stages throw,
  // and for a row that its condition has no verdict for, as soon as the types
  // hold up to the end, or to another record that ends the import.
  LoadOutcome run() {
    try {
      for (std::size_t i = 0; i < context_.inputs.size(); ++i) {
        load(*context_.inputs[i], context_.plans[i]);
      }
    } catch (const ImportError&) {
      if (no_verdict_) std::rethrow_exception(no_verdict_);
      throw;
    }
    outcome_.records -= outcome_.repairs.repeated_headers;
    check_sum(outcome_);
    judge_types();
    if (no_verdict_ && outcome_.types_hold) {
      std::rethrow_exception(no_verdict_);
    }
    return std::move(outcome_);
  }

 private:
  using Worker = typename Loader::Worker;
  using Result = ResultOf<Worker, Batch>;

  void load(LoadInput& input, const LoadPlan& plan) {
    CsvFile& file = input.file;
    const TraceSpan span(context_.settings.trace, "read input", file.name());
    const InputTally before = tally();
    RecordReader& reader = file.reader();
    reader.set_batch_supply(loader_.batch_supply());
    if (plan.limit) reader.set_limit(*plan.limit - outcome_.records);
    InputBatches batches(file.input(), reader, file.is_short());
    std::vector<Worker> workers = make_workers(plan);
    const auto sink = [&](Result result) {
      take(plan, std::move(result));
      context_.on_progress(outcome_.rows,
                           bytes_before_ + file.input().bytes_read());
    };
    outcome_.times += run_pipeline(batches, workers, sink, context_.settings);
    outcome_.records += reader.records_read();
    if (reader.footer_took_all()) outcome_.all_footer.push_back(file.name());
    outcome_.repairs += file.repairs();
    outcome_.inputs.push_back(tally_since(before));
    outcome_.inputs.back().end = reader.end();
    bytes_before_ += file.input().bytes_read();
    file.rewind();
    if (context_.inputs.size() > 1) file.close();
  }

  // Of all inputs so far.
  [[nodiscard]] InputTally tally() const {
    return {outcome_.records - outcome_.repairs.repeated_headers,
            outcome_.left_out,
            outcome_.bad_records,
            {}};
  }
  [[nodiscard]] InputTally tally_since(const InputTally& before) const {
    const InputTally now = tally();
    return {now.records - before.records,
            now.left_out - before.left_out,
            now.bad_records - before.bad_records,
            {}};
  }

  std::vector<Worker> make_workers(const LoadPlan& plan) {
    const std::size_t count = context_.settings.worker_count();
    std::vector<Worker> workers;
    workers.reserve(count);
    while (workers.size() < count) {
      workers.push_back(
          loader_.make_worker(plan, outcome_.records, inspect_only_));
    }
    return workers;
  }

  void take(const LoadPlan& plan, Result result) {
    throw_if_interrupted();
    take_report(plan, result.report);
    if (inspect_only_ || !writes_) return;
    if (result.report.profile) {
      context_.profiler->add(std::move(result.report.profile));
    }
    writes_ = loader_.write(std::move(result));
    // Else the first row without a verdict might not be found.
    if (!writes_ && !plan.where) inspect_only_ = true;
  }

  void take_report(const LoadPlan& plan, const BatchReport& report) {
    for (std::size_t i = 0; i < evidence_.size(); ++i) {
      evidence_[i].merge(report.evidence[i]);
    }
    outcome_.rows += report.rows;
    outcome_.left_out += report.left_out;
    outcome_.bad_records += report.bad_count;
    outcome_.repairs += report.repairs;
    outcome_.texts += report.texts;
    outcome_.strays += report.strays;
    if (report.contradicted) {
      inspect_only_ = true;
      no_verdict_ = nullptr;
    }
    context_.rejects.take(report.bad_count, report.bad_records, plan.names);
    if (!inspect_only_ && !no_verdict_) no_verdict_ = report.no_verdict;
    if (report.failure) std::rethrow_exception(report.failure);
  }

  void judge_types() {
    const std::vector<Column>& columns = context_.schema.columns;
    outcome_.types = types_by_evidence(columns, evidence_);
    for (std::size_t i = 0; i < columns.size(); ++i) {
      outcome_.types_hold &= outcome_.types[i] == columns[i].type;
      if (columns[i].open && evidence_[i].empty()) {
        outcome_.without_values.push_back(i);
      }
    }
  }

  const LoadContext& context_;
  Loader& loader_;
  std::atomic<bool> inspect_only_{false};  // read by the workers
  bool writes_ = true;                     // the loader takes more
  // Of the first row without one, by the types that have held up to now.
  std::exception_ptr no_verdict_;
  std::vector<Evidence> evidence_;
  std::uint64_t bytes_before_ = 0;  // of the inputs before
  LoadOutcome outcome_;
};

// Passes over the inputs.
template <TableLoader Loader>
LoadOutcome run_pass(const LoadContext& context, Loader& loader) {
  return LoadPass<Loader>(context, loader).run();
}

}  // namespace csvimport
