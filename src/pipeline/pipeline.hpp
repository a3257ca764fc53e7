#pragma once

// The wiring: the same stages, on threads or one after the other.

#include "pipeline/stages.hpp"
#include "pipeline/worker_pool.hpp"

#include <cstddef>
#include <functional>
#include <thread>
#include <vector>

namespace csvimport {

struct PipelineSettings {
  std::size_t workers = 1;      // threads, at least 1
  std::size_t queue_depth = 0;  // batches under way at most; 0: by the workers
  bool sequential = false;      // one thread, no channel
};

// The time of each stage; that of the workers is summed over all of them.
struct PipelineTimes {
  StageTimes reader;
  StageTimes workers;
  StageTimes writer;

  PipelineTimes& operator+=(const PipelineTimes& other) {
    reader += other.reader;
    workers += other.workers;
    writer += other.writer;
    return *this;
  }
};

// A source of batches, what each worker does with one, and where results go in
// file order. `make_work` is called once per worker, on the caller's thread;
// the source is called from one thread, the sink from the caller's.
template <class Result>
struct Pipeline {
  BatchSource source;
  // Ends a call of the source that waits for input; from any thread.
  std::function<void()> stop_source;
  std::function<BatchWork<Result>()> make_work;
  ResultSink<Result> sink;
};

// Runs the stages one after the other for each batch, on the calling thread.
template <class Result>
PipelineTimes run_sequentially(const Pipeline<Result>& pipeline) {
  const BatchWork<Result> work = pipeline.make_work();
  StageClock reader;
  StageClock worker;
  StageClock writer;
  for (;;) {
    reader.restart();
    std::optional<Batch> batch = pipeline.source();
    reader.worked();
    if (!batch) break;
    worker.restart();
    Result result = work(std::move(*batch));
    worker.worked();
    writer.restart();
    pipeline.sink(std::move(result));
    writer.worked();
  }
  return {reader.times(), worker.times(), writer.times()};
}

// Closes a channel when the scope is left, by its end or by an exception.
template <class Closable>
class ClosedAtExit {
 public:
  explicit ClosedAtExit(Closable& channel) : channel_(channel) {}
  ClosedAtExit(const ClosedAtExit&) = delete;
  ClosedAtExit& operator=(const ClosedAtExit&) = delete;
  ~ClosedAtExit() { channel_.close(); }

 private:
  Closable& channel_;
};

// Runs the reader and the workers on threads of their own, and the writer on
// the calling thread. Throws the first failure in the file, when every thread
// has ended.
template <class Result>
PipelineTimes run_in_parallel(const Pipeline<Result>& pipeline,
                              const PipelineSettings& settings) {
  const std::size_t depth = settings.queue_depth != 0
                                ? settings.queue_depth
                                : 2 * settings.workers + 2;
  Tasks<Result> tasks(depth);
  Results<Result> results(depth);
  std::vector<BatchWork<Result>> work(settings.workers);
  for (BatchWork<Result>& one : work) one = pipeline.make_work();
  StageClock reader_clock;
  StageClock writer_clock;
  std::vector<StageClock> worker_clocks(settings.workers);

  // When the scope is left, the channels close first, then the threads end,
  // and only then what they use goes.
  WorkerPool pool;
  std::jthread reader;
  {
    const ClosedAtExit close_tasks(tasks);
    const ClosedAtExit close_results(results);
    pool.start(settings.workers, [&](std::size_t i) {
      work_on_batches(work[i], tasks, worker_clocks[i]);
    });
    reader = std::jthread([&] {
      read_batches(pipeline.source, tasks, results, reader_clock);
      tasks.close();
      results.close();
    });
    try {
      write_results(pipeline.sink, results, writer_clock);
    } catch (...) {
      pipeline.stop_source();
      throw;
    }
  }
  reader.join();
  pool.join();

  PipelineTimes times{reader_clock.times(), {}, writer_clock.times()};
  for (const StageClock& clock : worker_clocks) times.workers += clock.times();
  return times;
}

template <class Result>
PipelineTimes run_pipeline(const Pipeline<Result>& pipeline,
                           const PipelineSettings& settings) {
  return settings.sequential ? run_sequentially(pipeline)
                             : run_in_parallel(pipeline, settings);
}

}  // namespace csvimport
