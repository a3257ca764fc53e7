#pragma once

// One pass over the inputs of a table, whatever it is written with.

#include "base/interrupt.hpp"
#include "csv/record_reader.hpp"
#include "load/csv_file.hpp"
#include "load/load_plan.hpp"
#include "pipeline/byte_budget.hpp"
#include "pipeline/channel.hpp"
#include "pipeline/pipeline.hpp"
#include "rejects/rejects.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
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

// Told, on the writer's thread, of each batch that is written: the rows of the
// pass so far, and the bytes read of its inputs.
using ProgressObserver =
    std::function<void(std::uint64_t rows, std::uint64_t input_bytes)>;

// One of the inputs of a table.
struct LoadInput {
  LoadInput(const std::string& path, const CsvOptions& options,
            const ReaderLimits& limits, const std::string& spool_folder)
      : file(open_csv_file(path, options, limits, spool_folder)) {}

  CsvFile file;
  LoadPlan plan;
};

// What a pass over the inputs of a table works with; all of it borrowed.
struct LoadContext {
  const TableSchema& schema;
  const std::vector<std::unique_ptr<LoadInput>>& inputs;
  const PipelineSettings& settings;
  Rejects& rejects;
  const ProgressObserver& on_progress;

  // Then rowids have gaps.
  [[nodiscard]] bool skips_bad_records() const {
    return inputs.front()->plan.skips_bad_records;
  }
};

struct LoadOutcome {
  std::uint64_t records = 0;  // read: each a row, or bad
  std::uint64_t rows = 0;
  std::uint64_t bad_records = 0;
  RepairCounts repairs;
  // The types that fit all inputs. Where they are not those of the schema, what
  // was written is of no use.
  std::vector<ColumnType> types;
  bool types_hold = true;
  // Where the table's key is its rowid: whether each record's key is larger
  // than the one before. If not, nothing was written that is of use.
  bool keys_ascend = true;
  PipelineTimes times;

  [[nodiscard]] bool holds() const { return types_hold && keys_ascend; }
};

// The types of the columns in the light of `evidence`.
std::vector<ColumnType> types_by_evidence(
    const std::vector<Column>& columns, const std::vector<Evidence>& evidence);

// The bytes of input in batches under way: bounds the memory where records are
// long. By taste, far above what batches of the usual size come to.
inline constexpr std::size_t kMaxBytesUnderWay = 16 * 1024 * 1024;

// Throws std::logic_error unless every record read became a row or is bad.
void check_sum(const LoadOutcome& outcome);

// The same unless all `rows` made of records are among the `written`.
void check_written(std::uint64_t rows, std::uint64_t written);

// How batches become rows of a table. Result is a struct with a BatchReport
// named report.
template <class Result>
struct LoadSteps {
  // Called for each input and worker.
  std::function<BatchWork<Result>(const LoadPlan& plan)> make_work;
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
    for (const std::unique_ptr<LoadInput>& input : context_.inputs) {
      load(*input);
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
  void load(LoadInput& input) {
    RecordReader& reader = input.file.reader();
    input.plan.records_before = outcome_.records;
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
    pipeline.make_work = [&] { return steps_.make_work(input.plan); };
    pipeline.sink = [&](Result result) {
      throw_if_interrupted();
      const std::size_t batch_bytes = result.report.batch_bytes;
      take(input.plan, result.report);
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
