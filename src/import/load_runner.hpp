#pragma once

// One pass over the input, whatever it is written with.

#include "base/interrupt.hpp"
#include "csv/byte_source.hpp"
#include "csv/record_reader.hpp"
#include "import/load_plan.hpp"
#include "pipeline/byte_budget.hpp"
#include "pipeline/channel.hpp"
#include "pipeline/load.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace csvimport {

// Memory on its way back to the stage that fills it, so that it is not had anew
// for each batch. Any thread may use one; it never waits.
template <class T>
class Recycler {
 public:
  // Keeps up to `count` values.
  explicit Recycler(std::size_t count) : values_(count) {}

  // One that is done with, or an empty one.
  T take() { return values_.try_pop().value_or(T()); }
  void give_back(T value) { values_.try_push(std::move(value)); }

 private:
  Channel<T> values_;
};

// Told, on the writer's thread, of each batch that is written: the rows and the
// bytes of input up to its end.
using ProgressObserver =
    std::function<void(std::uint64_t rows, std::uint64_t input_bytes)>;

// What a pass over the input works with; all of it borrowed.
struct LoadContext {
  const LoadPlan& plan;
  Input& input;
  RecordReader& reader;
  const PipelineSettings& settings;
  const ProgressObserver& on_progress;
};

struct LoadOutcome {
  std::uint64_t rows = 0;
  // The types that fit the whole input. Where they are not those of the plan,
  // what was written is of no use.
  std::vector<ColumnType> types;
  bool types_hold = true;
  PipelineTimes times;
};

// The types of the plan's columns in the light of `evidence`.
std::vector<ColumnType> types_by_evidence(
    const LoadPlan& plan, const std::vector<Evidence>& evidence);

// The bytes of input in batches under way: bounds the memory where records are
// long. By taste, far above what batches of the usual size come to.
inline constexpr std::size_t kMaxBytesUnderWay = 16 * 1024 * 1024;

// Throws std::logic_error unless every record read became a row.
void check_sum(std::uint64_t records, std::uint64_t rows);

// A pass: the pipeline from the reader through `make_work` to `write`, which
// gets each result in file order. Result is a struct with a BatchReport named
// report. When a value contradicts an inferred type, `inspect_only` is set,
// `write` gets nothing more, and the rest of the input is only inspected.
template <class Result>
LoadOutcome run_load(const LoadContext& context,
                     const std::function<BatchWork<Result>()>& make_work,
                     const ResultSink<Result>& write,
                     std::atomic<bool>& inspect_only) {
  std::vector<Evidence> evidence(context.plan.schema.columns.size());
  LoadOutcome outcome;
  ByteBudget budget(kMaxBytesUnderWay);
  Pipeline<Result> pipeline;
  pipeline.source = [&] {
    throw_if_interrupted();
    std::optional<Batch> batch = context.reader.next();
    if (batch && !budget.acquire(batch->bytes.size())) batch.reset();
    return batch;
  };
  pipeline.stop_source = [&] {
    budget.close();
    context.input.stop();
  };
  pipeline.make_work = make_work;
  pipeline.sink = [&](Result result) {
    throw_if_interrupted();
    const BatchReport& report = result.report;
    for (std::size_t i = 0; i < evidence.size(); ++i) {
      evidence[i].merge(report.evidence[i]);
    }
    const std::size_t batch_bytes = report.batch_bytes;
    outcome.rows += report.rows;
    if (report.contradicted) inspect_only = true;
    const std::uint64_t input_bytes = report.input_bytes;
    if (!inspect_only) write(std::move(result));
    budget.release(batch_bytes);
    context.on_progress(outcome.rows, input_bytes);
  };
  outcome.times = run_pipeline(pipeline, context.settings);
  check_sum(context.reader.records_read(), outcome.rows);
  outcome.types = types_by_evidence(context.plan, evidence);
  for (std::size_t i = 0; i < outcome.types.size(); ++i) {
    outcome.types_hold &=
        outcome.types[i] == context.plan.schema.columns[i].type;
  }
  return outcome;
}

}  // namespace csvimport
