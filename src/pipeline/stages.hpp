#pragma once

// The stages of the pipeline, as functions over channels. The promise travels
// with the batch, and its future goes to the writer in file order: so order
// does not depend on timing, and the first failure reported is the first in the
// file.

#include "csv/batch.hpp"
#include "pipeline/channel.hpp"
#include "pipeline/stage_clock.hpp"

#include <exception>
#include <functional>
#include <future>
#include <optional>
#include <utility>

namespace csvimport {

template <class Result>
struct Task {
  Batch batch;
  std::promise<Result> result;
};

template <class Result>
using Tasks = Channel<Task<Result>>;
template <class Result>
using Results = Channel<std::future<Result>>;

using BatchSource = std::function<std::optional<Batch>()>;
template <class Result>
using BatchWork = std::function<Result(Batch)>;
template <class Result>
using ResultSink = std::function<void(Result)>;

// Hands out the batches of `source` until its end, or until the writer is gone.
// A failure is reported behind the batches that were read before it.
template <class Result>
void read_batches(const BatchSource& source, Tasks<Result>& tasks,
                  Results<Result>& results, StageClock& clock) {
  std::promise<Result> failure;  // at hand, should memory run out
  std::future<Result> failed = failure.get_future();
  try {
    while (std::optional<Batch> batch = source()) {
      clock.worked();
      Task<Result> task{std::move(*batch), {}};
      if (!results.push(task.result.get_future())) return;
      if (!tasks.push(std::move(task))) return;
      clock.waited();
    }
  } catch (...) {
    failure.set_exception(std::current_exception());
    (void)results.push(std::move(failed));
  }
  clock.worked();
}

// Does the tasks until their channel is closed and drained.
template <class Result>
void work_on_batches(const BatchWork<Result>& work, Tasks<Result>& tasks,
                     StageClock& clock) {
  while (std::optional<Task<Result>> task = tasks.pop()) {
    clock.waited();
    try {
      task->result.set_value(work(std::move(task->batch)));
    } catch (...) {
      task->result.set_exception(std::current_exception());
    }
    clock.worked();
  }
  clock.waited();
}

// Writes the results in file order until their channel is closed and drained.
// Throws the first failure in the file.
template <class Result>
void write_results(const ResultSink<Result>& sink, Results<Result>& results,
                   StageClock& clock) {
  while (std::optional<std::future<Result>> result = results.pop()) {
    Result value = result->get();
    clock.waited();
    sink(std::move(value));
    clock.worked();
  }
  clock.waited();
}

}  // namespace csvimport
