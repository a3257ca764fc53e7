#pragma once

// What a run did when, on its way into a file (--trace).

#include "base/trace_file.hpp"
#include "import/import_job.hpp"
#include "report/pass_names.hpp"
#include "report/passing_observer.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace csvimport {

// Puts the steps that it is told of into their lane of a trace. One thread.
class TracedSteps : public PassingObserver {
 public:
  // Borrows both. A step has begun when the trace did.
  TracedSteps(ImportObserver& observer, TraceFile& trace);
  TracedSteps(const TracedSteps&) = delete;
  TracedSteps& operator=(const TracedSteps&) = delete;
  ~TracedSteps() override;

  void begin_pass(const std::string& table,
                  std::optional<std::uint64_t> input_bytes) override;
  void end_pass() override;
  void advance_step(const std::string& step,
                    std::optional<double> part) override;
  void end_steps() override;

 private:
  // From now on it is this one.
  void begin(const std::string& step);

  TraceLane& lane_;
  std::string step_ = "opening";
  Clock::time_point since_;
  PassNames pass_names_;
};

// Lives as long as the run, before which it is made. One thread.
class RunTrace {
 public:
  // For the run that `command` started. Throws SystemError unless the file at
  // `path` could be put in its place in the end, Interrupted.
  RunTrace(const std::string& path, std::string command)
      : command_(std::move(command)), file_(path) {}

  // Has the stages and steps of the job tell what they do. Borrows nothing;
  // the job must not outlive the trace.
  void watch(ImportJob& job) { job.pipeline.trace = &file_; }
  // The observer for the import, which tells `observer`, borrowed, all of it.
  ImportObserver& observe(ImportObserver& observer) {
    return steps_.emplace(observer, file_);
  }

  // The run, of `job`, ends with `status`: puts the file in its place. What
  // goes wrong with that is only warned of.
  void finish(const ImportJob& job, int status) noexcept;

 private:
  std::string command_;
  TraceFile file_;
  std::optional<TracedSteps> steps_;
};

}  // namespace csvimport
