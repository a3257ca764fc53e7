#pragma once

// The stages of the pipeline, as functions over channels. The promise travels
// with the work, and its future goes to the writer in file order: so order
// does not depend on timing, and the first failure reported is the first in the
// file.

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

// Gives the work in the order of its results: batches in file order, as a rule.
// next() is nullopt behind the last one; bytes_of() says how many bytes of the
// budget it takes. One thread calls next(). Any other may call stop(), after
// which a next() that waits for input throws ReadStopped. is_short(), before
// the first next(), says that one piece of work is all there is to be expected.
template <class T>
concept WorkSource = requires(T& source) {
  { source.is_short() } -> std::same_as<bool>;
  { bytes_of(*source.next()) } -> std::same_as<std::size_t>;
  source.stop();
};

template <WorkSource Source>
using WorkOf = typename decltype(std::declval<Source&>().next())::value_type;

template <class Worker, class Work>
using ResultOf = std::invoke_result_t<Worker&, Work>;

template <class Work, class Result>
struct Task {
  Work work;
  std::promise<Result> result;
  TracedPiece piece = {};
};

// What the writer waits for.
template <class Result>
struct Pending {
  std::future<Result> result;
  TracedPiece piece = {};  // its bytes are of the budget until it is written
};

template <class Work, class Result>
using Tasks = Channel<Task<Work, Result>>;
template <class Result>
using Results = Channel<Pending<Result>>;

// Hands out the work of `source`, as the budget lets it pass, until its end, or
// until it is stopped or the writer is gone. A failure is reported behind the
// work that was read before it.
template <WorkSource Source, class Result>
void read_work(Source& source, ByteBudget& budget,
               Tasks<WorkOf<Source>, Result>& tasks, Results<Result>& results,
               StageClock& clock) {
  // At hand, should memory run out: with these, neither set_exception() nor
  // push() allocates, so that nothing is thrown while a failure is reported.
  std::promise<Result> failure;
  Pending<Result> failed{failure.get_future()};
  try {
    TracedPiece piece;
    while (std::optional<WorkOf<Source>> work = source.next()) {
      piece = {piece.number + 1, bytes_of(*work)};
      clock.worked(piece);
      if (!budget.acquire(piece.bytes)) return;
      Task<WorkOf<Source>, Result> task{std::move(*work), {}, piece};
      if (!results.push({task.result.get_future(), piece})) return;
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
template <class Worker, class Work>
void do_work(Worker& worker, Tasks<Work, ResultOf<Worker, Work>>& tasks,
             StageClock& clock) {
  while (auto task = tasks.pop()) {
    clock.waited();
    const TracedPiece piece = task->piece;
    try {
      task->result.set_value(worker(std::move(task->work)));
    } catch (...) {
      task->result.set_exception(std::current_exception());
    }
    clock.worked(piece);
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
    budget.release(pending->piece.bytes);
    clock.worked(pending->piece);
  }
  clock.waited();
}

}  // namespace csvimport
