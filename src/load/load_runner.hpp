#pragma once

// One pass over the inputs of a table, whatever it is written with.

#include "base/interrupt.hpp"
#include "csv/record_reader.hpp"
#include "load/batch_report.hpp"
#include "load/load_context.hpp"
#include "load/load_outcome.hpp"
#include "pipeline/byte_budget.hpp"
#include "pipeline/pipeline.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace csvimport {

// The bytes of input in batches under way: bounds the memory where records are
// long. By taste, far above what batches of the usual size come to.
inline constexpr std::size_t kMaxBytesUnderWay = 16 * 1024 * 1024;

// How batches become rows of a table. Result is a struct with a BatchReport
// named report.
template <class Result>
struct LoadSteps {
  // Called for each input and worker. `records_before` are in the inputs before
  // this one.
  std::function<BatchWork<Result>(const LoadPlan& plan,
                                  std::uint64_t records_before)>
      make_work;
  // Gets each result in file order. When a value contradicts an inferred type,
  // it gets nothing more, and what is left of the inputs is only inspected.
  ResultSink<Result> write;
  // Where batches that are done with come back from; may be empty.
  RecordReader::BatchSupply batch_supply;
};

// A pass over the inputs, one after the other.
template <class Result>
class LoadRunner {
 public:
  // All of it borrowed. Sets `inspect_only` when an inferred type does not
  // hold.
  LoadRunner(const LoadContext& context, const LoadSteps<Result>& steps,
             std::atomic<bool>& inspect_only)
      : context_(context),
        steps_(steps),
        inspect_only_(inspect_only),
        evidence_(context.schema.columns.size()) {}

  LoadOutcome run() {
    for (std::size_t i = 0; i < context_.inputs.size(); ++i) {
      load(*context_.inputs[i], context_.plans[i]);
    }
    check_sum(outcome_);
    const std::vector<Column>& columns = context_.schema.columns;
    outcome_.types = types_by_evidence(columns, evidence_);
    for (std::size_t i = 0; i < columns.size(); ++i) {
      outcome_.types_hold &= outcome_.types[i] == columns[i].type;
    }
    return std::move(outcome_);
  }

 private:
  void load(LoadInput& input, const LoadPlan& plan) {
    RecordReader& reader = input.file.reader();
    reader.set_batch_supply(steps_.batch_supply);
    ByteBudget budget(kMaxBytesUnderWay);
    Pipeline<Result> pipeline;
    pipeline.source = [&] {
      throw_if_interrupted();
      std::optional<Batch> batch = reader.next();
      if (batch && !budget.acquire(batch->bytes.size())) batch.reset();
      return batch;
    };
    pipeline.stop_source = [&] {
      budget.close();
      input.file.input().stop();
    };
    pipeline.make_work = [&] {
      return steps_.make_work(plan, outcome_.records);
    };
    pipeline.sink = [&](Result result) {
      throw_if_interrupted();
      const std::size_t batch_bytes = result.report.batch_bytes;
      take(plan, result.report);
      if (!inspect_only_) steps_.write(std::move(result));
      budget.release(batch_bytes);
      context_.on_progress(outcome_.rows,
                           bytes_before_ + input.file.input().bytes_read());
    };
    outcome_.times += run_pipeline(pipeline, context_.settings);
    outcome_.records += reader.records_read();
    outcome_.repairs += input.file.repairs();
    bytes_before_ += input.file.input().bytes_read();
    input.file.rewind();
    if (context_.inputs.size() > 1) input.file.close();
  }

  void take(const LoadPlan& plan, const BatchReport& report) {
    for (std::size_t i = 0; i < evidence_.size(); ++i) {
      evidence_[i].merge(report.evidence[i]);
    }
    outcome_.rows += report.rows;
    outcome_.bad_records += report.bad_count;
    outcome_.repairs += report.repairs;
    context_.rejects.take(report.bad_count, report.bad_records, plan.names);
    if (report.contradicted) inspect_only_ = true;
  }

  const LoadContext& context_;
  const LoadSteps<Result>& steps_;
  std::atomic<bool>& inspect_only_;
  std::vector<Evidence> evidence_;
  std::uint64_t bytes_before_ = 0;  // of the inputs before
  LoadOutcome outcome_;
};

}  // namespace csvimport
