#pragma once

// The wiring: the same stages, on threads or one after the other.

#include "base/trace_file.hpp"
#include "pipeline/stages.hpp"
#include "pipeline/worker_pool.hpp"

#include <cassert>
#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace csvimport {

// The bytes of input in batches under way: bounds the memory where records are
// long. By taste, far above what batches of the usual size come to.
inline constexpr std::size_t kMaxBytesUnderWay = 16 * 1024 * 1024;

struct PipelineSettings {
  std::size_t workers = 1;      // threads, at least 1
  std::size_t queue_depth = 0;  // batches under way at most; 0: by the workers
  bool sequential = false;      // one thread, no channel
  // Gets what each thread does when, if there is one; borrowed.
  StageTimeline* timeline = nullptr;
  // The same, and what the steps of the import do; borrowed.
  TraceFile* trace = nullptr;

  // The workers that there are.
  [[nodiscard]] std::size_t worker_count() const {
    return sequential ? 1 : workers;
  }
  // The batches that wait for a stage at most.
  [[nodiscard]] std::size_t depth() const {
    return queue_depth != 0 ? queue_depth : 2 * workers + 2;
  }
  // For a thread of a stage. Comes before the threads.
  [[nodiscard]] StageClock clock(Stage stage, std::size_t thread = 0) const {
    StageTrack* const track =
        timeline == nullptr ? nullptr : &timeline->track(stage, thread);
    if (trace == nullptr) return StageClock(track);
    switch (stage) {
      case Stage::kReader:
        return StageClock(track, &trace->lane("reader"), "read");
      case Stage::kWriter:
        return StageClock(track, &trace->lane("writer"), "write");
      case Stage::kWorkers:
        break;
    }
    return StageClock(
        track, &trace->lane("worker " + std::to_string(thread + 1)), "work");
  }
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

// Runs the stages one after the other for each piece of work, on the calling
// thread.
template <WorkSource Source, class Worker, class Sink>
PipelineTimes run_sequentially(Source& source, Worker& worker, Sink& sink,
                               const PipelineSettings& settings) {
  StageClock reader_clock = settings.clock(Stage::kReader);
  StageClock writer_clock = settings.clock(Stage::kWriter);
  StageClock worker_clock = settings.clock(Stage::kWorkers);
  TracedPiece piece;
  for (;;) {
    reader_clock.restart();
    std::optional<WorkOf<Source>> work = source.next();
    if (!work) break;
    piece = {piece.number + 1, bytes_of(*work)};
    reader_clock.worked(piece);
    worker_clock.restart();
    auto result = worker(std::move(*work));
    worker_clock.worked(piece);
    writer_clock.restart();
    sink(std::move(result));
    writer_clock.worked(piece);
  }
  reader_clock.worked();
  return {reader_clock.times(), worker_clock.times(), writer_clock.times()};
}

// Closes a channel, or a budget, when the scope is left, by its end or by an
// exception.
template <class Closable>
class ClosedAtExit {
 public:
  explicit ClosedAtExit(Closable& closable) : closable_(closable) {}
  ClosedAtExit(const ClosedAtExit&) = delete;
  ClosedAtExit& operator=(const ClosedAtExit&) = delete;
  ~ClosedAtExit() { closable_.close(); }

 private:
  Closable& closable_;
};

// Runs the reader and the workers on threads of their own, and the writer on
// the calling thread, with at most settings.depth() batches in each channel.
// Throws the first failure in the file, when every thread has ended.
template <WorkSource Source, class Worker, class Sink>
PipelineTimes run_in_parallel(Source& source, std::vector<Worker>& workers,
                              Sink& sink, const PipelineSettings& settings) {
  const std::size_t depth = settings.depth();
  ByteBudget budget(kMaxBytesUnderWay);
  using Work = WorkOf<Source>;
  Tasks<Work, ResultOf<Worker, Work>> tasks(depth);
  Results<ResultOf<Worker, Work>> results(depth);
  StageClock reader_clock = settings.clock(Stage::kReader);
  StageClock writer_clock = settings.clock(Stage::kWriter);
  std::vector<StageClock> worker_clocks;
  for (std::size_t i = 0; i < workers.size(); ++i) {
    worker_clocks.push_back(settings.clock(Stage::kWorkers, i));
  }

  // When the scope is left, the channels and the budget close first, then the
  // threads end, and only then what they use goes.
  WorkerPool pool;
  std::jthread reader;
  {
    const ClosedAtExit close_budget(budget);
    const ClosedAtExit close_tasks(tasks);
    const ClosedAtExit close_results(results);
    pool.start(workers.size(), [&](std::size_t i) {
      do_work(workers[i], tasks, worker_clocks[i]);
    });
    reader = std::jthread([&] {
      read_work(source, budget, tasks, results, reader_clock);
      tasks.close();
      results.close();
    });
    try {
      write_results(sink, budget, results, writer_clock);
    } catch (...) {
      source.stop();
      throw;
    }
  }
  reader.join();
  pool.join();

  PipelineTimes times{reader_clock.times(), {}, writer_clock.times()};
  for (const StageClock& clock : worker_clocks) times.workers += clock.times();
  return times;
}

// Has the workers, settings.worker_count() of them, make results of the work
// of `source`, which `sink` gets in file order, on the calling thread. A single
// piece of work is done sooner than threads are started. Throws
// the first failure in the file: the source's own comes behind the work that
// was read before it, the sink's where it stood.
template <WorkSource Source, class Worker,
          std::invocable<ResultOf<Worker, WorkOf<Source>>> Sink>
PipelineTimes run_pipeline(Source& source, std::vector<Worker>& workers,
                           Sink sink, const PipelineSettings& settings) {
  assert(workers.size() == settings.worker_count());
  return settings.sequential || source.is_short()
             ? run_sequentially(source, workers.front(), sink, settings)
             : run_in_parallel(source, workers, sink, settings);
}

}  // namespace csvimport
