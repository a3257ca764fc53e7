#pragma once

// What the threads of a run did when, in a file that Perfetto and
// chrome://tracing show: Chrome's trace event format.

#include "base/clock.hpp"
#include "base/replacement_file.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace csvimport {

class TraceFile;

// A piece of work that goes from stage to stage: its number, from 1 on, and the
// bytes of input that it takes. Without a number: none.
struct TracedPiece {
  std::uint64_t number = 0;
  std::uint64_t bytes = 0;
};

// A line of the picture: what one thread does, or something else of which there
// is one thing at a time. Some events are kept for the file, up to kMostBytes.
// One thread at a time. What goes wrong, the file keeps for its end.
class TraceLane {
 public:
  // A lane of `file`, borrowed, which shows it in the order of the numbers.
  TraceLane(TraceFile& file, const std::string& name, std::size_t number);

  // `name`, which lasts as long as the lane, is what went on between the two,
  // which is behind all that was added before. Spans shorter than the file
  // shows (TraceFile) become one with those behind them, under the name of the
  // longest.
  void add(std::string_view name, Clock::time_point from, Clock::time_point to,
           const TracedPiece& piece = {}) noexcept;
  // The same as it is, with what it is about, if that is not "". Of spans that
  // are put, one may lie within another.
  void put(std::string_view name, std::string_view about,
           Clock::time_point from, Clock::time_point to) noexcept;
  // Gives all of it to the file.
  void flush() noexcept;

 private:
  struct Span {
    std::string_view name;
    Clock::time_point from;
    Clock::time_point to;
    Clock::duration longest{};  // of those it was made of
    TracedPiece piece;          // the first, with the bytes of all
    std::uint64_t pieces = 0;
  };

  static constexpr std::size_t kMostBytes = std::size_t{16} * 1024;

  [[nodiscard]] bool takes_in(Clock::time_point from) const;
  void write_span();
  void begin_event(const std::string& name, Clock::time_point from,
                   Clock::time_point to);
  void end_event();
  void hand_over();

  TraceFile& file_;
  const std::string start_;   // what the events begin with, behind their names
  std::optional<Span> span_;  // the last one added
  std::string text_;          // events on their way
  std::size_t events_ = 0;    // in it
};

// The file. Its events are written out as the run goes, so that memory has a
// bound: kMostBytes for each lane, beside the buffer of the file. So has the
// file: spans of a stage begin `shortest()` apart at least in their lane, and
// that time doubles whenever kEventsOfOneLength events have been written. An
// hour of ten threads comes to fewer than two million events, 250 MB, however
// small the batches are; batches of the usual size take longer than what is
// shortest in the first gigabytes, so that none is lost.
class TraceFile {
 public:
  static constexpr std::size_t kEventsOfOneLength = 100'000;

  // Time counts from now on. Throws SystemError unless the file could be put
  // in its place in the end, Interrupted.
  explicit TraceFile(const std::string& path);

  // The one of that name, which stays where it is. Any thread; two that run at
  // the same time must not share one.
  TraceLane& lane(const std::string& name);

  // Puts the file in its place, with `facts` of the run, pairs of a name and a
  // text, when no thread adds any more; with `sync` for good. Throws what went
  // wrong first, SystemError as a rule.
  void commit(const std::map<std::string, std::string>& facts, bool sync);

  [[nodiscard]] Clock::time_point origin() const { return origin_; }
  // By taste at first: no work on a batch of the usual size is so short.
  [[nodiscard]] Clock::duration shortest() const {
    return Clock::duration(shortest_.load(std::memory_order_relaxed));
  }

 private:
  friend class TraceLane;

  // Any thread.
  void take(std::string_view events, std::size_t count);
  void fail(std::exception_ptr why) noexcept;

  const Clock::time_point origin_ = Clock::now();
  std::atomic<Clock::rep> shortest_;
  std::mutex mutex_;
  ReplacementFile file_;                    // guarded by mutex_
  std::exception_ptr failure_;              // guarded by mutex_
  std::size_t events_ = 0;                  // guarded by mutex_
  std::map<std::string, TraceLane> lanes_;  // guarded by mutex_
};

// What the file starts with.
inline constexpr std::string_view kTraceStart = "{\"traceEvents\":[";

// What is done in its scope, in the lane of the import, if there is a trace.
// On the thread that called the import.
class TraceSpan {
 public:
  // `name` is a literal; `about` says which of them, a table or an input.
  // Borrows the trace.
  TraceSpan(TraceFile* trace, std::string_view name, std::string about = "")
      : trace_(trace), name_(name), about_(std::move(about)) {
    if (trace_ != nullptr) from_ = Clock::now();
  }
  TraceSpan(const TraceSpan&) = delete;
  TraceSpan& operator=(const TraceSpan&) = delete;
  ~TraceSpan();

 private:
  TraceFile* trace_;
  std::string_view name_;
  std::string about_;
  Clock::time_point from_;
};

}  // namespace csvimport
