#pragma once

// The stages of the pipeline, as functions over channels. The promise travels
// with the batch, and its future goes to the writer in file order: so order
// does not depend on timing, and the first failure reported is the first in the
// file.

#include "csv/batch.hpp"
#include "input/read_stopped.hpp"
#include "pipeline/byte_budget.hpp"
#include "pipeline/channel.hpp"
#include "pipeline/stage_clock.hpp"

#include <concepts>
#include <cstddef>
#include <exception>
#include <future>
#include <optional>
#include <type_traits>
#include <utility>

namespace csvimport {

// Gives batches in file order; next() is nullopt behind the last one. One
// thread calls next(). Any other may call stop(), after which a next() that
// waits for input throws ReadStopped.
template <class T>
concept BatchSource = requires(T& source) {
  { source.next() } -> std::same_as<std::optional<Batch>>;
  source.stop();
};

// What one thread makes of a batch.
template <class T>
concept BatchWorker = std::invocable<T&, Batch>;

template <BatchWorker Worker>
using ResultOf = std::invoke_result_t<Worker&, Batch>;

template <class Result>
struct Task {
  Batch batch;
  std::promise<Result> result;
};

// What the writer waits for.
template <class Result>
struct Pending {
  std::future<Result> result;
  std::size_t batch_bytes = 0;  // of the budget, until the result is written
};

template <class Result>
using Tasks = Channel<Task<Result>>;
template <class Result>
using Results = Channel<Pending<Result>>;

// Hands out the batches of `source`, as the budget lets them pass, until its
// end, or until it is stopped or the writer is gone. A failure is reported
// behind the batches that were read before it.
template <BatchSource Source, class Result>
void read_batches(Source& source, ByteBudget& budget, Tasks<Result>& tasks,
                  Results<Result>& results, StageClock& clock) {
  // At hand, should memory run out: with these, neither set_exception() nor
  // push() allocates, so that nothing is thrown while a failure is reported.
  std::promise<Result> failure;
  Pending<Result> failed{failure.get_future()};
  try {
    while (std::optional<Batch> batch = source.next()) {
      clock.worked();
      const std::size_t batch_bytes = batch->bytes.size();
      if (!budget.acquire(batch_bytes)) return;
      Task<Result> task{std::move(*batch), {}};
      if (!results.push({task.result.get_future(), batch_bytes})) return;
      if (!tasks.push(std::move(task))) return;
      clock.waited();
    }
  } catch (const ReadStopped&) {
    // Whoever stopped the source has failed, and that is what is reported.
  } catch (...) {
    failure.set_exception(std::current_exception());
    (void)results.push(std::move(failed));
  }
  clock.worked();
}

// Does the tasks until their channel is closed and drained.
template <BatchWorker Worker>
void work_on_batches(Worker& worker, Tasks<ResultOf<Worker>>& tasks,
                     StageClock& clock) {
  while (std::optional<Task<ResultOf<Worker>>> task = tasks.pop()) {
    clock.waited();
    try {
      task->result.set_value(worker(std::move(task->batch)));
    } catch (...) {
      task->result.set_exception(std::current_exception());
    }
    clock.worked();
  }
  clock.waited();
}

// Writes the results in file order until their channel is closed and drained,
// and gives their bytes back to the budget. Throws the first failure in the
// file.
template <class Result, std::invocable<Result> Sink>
void write_results(Sink& sink, ByteBudget& budget, Results<Result>& results,
                   StageClock& clock) {
  while (std::optional<Pending<Result>> pending = results.pop()) {
    Result value = pending->result.get();
    clock.waited();
    sink(std::move(value));
    budget.release(pending->batch_bytes);
    clock.worked();
  }
  clock.waited();
}

}  // namespace csvimport
