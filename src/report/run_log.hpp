#pragma once

// The log of a run: its messages, and how it went.

#include "base/clock.hpp"
#include "import/import_job.hpp"
#include "import/import_summary.hpp"
#include "report/messages.hpp"
#include "report/run_line.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace csvimport {

struct LogOptions {
  std::optional<std::string> path;
  std::optional<std::uint64_t> max_bytes;  // as LogFile has it
};

// While it is open, each message of spdlog's default logger also goes to a
// file, as a line of its own:
//
//   2026-11-30T03:00:00.123Z 4711 warning: prices.csv:7: ...
//
// that is the time in UTC, the process, the level (debug, info, warning, error,
// and run for the last line) and the text. Which messages there are does not
// depend on those on the terminal. One thread at a time, beside the messages.
class RunLog {
 public:
  RunLog();
  RunLog(const RunLog&) = delete;
  RunLog& operator=(const RunLog&) = delete;
  // Closes it.
  ~RunLog();

  // Opens it, for the run of `job`; with `is_verbose` it gets debug messages.
  // What the terminal shows stays as the logger's level has it. Where the log
  // fails later, the terminal gets one warning. Throws SystemError.
  void open(const LogOptions& options, const ImportJob& job, bool is_verbose);

  // What the run came to, unless it fails.
  void take(RunEnd end, const ImportSummary& summary);

  // Says how the run went, if the log is open. It ends with this exit status.
  void end(int status, bool is_interrupted);

 private:
  class Sink;

  const Clock::time_point start_ = Clock::now();
  LoggedRun facts_;
  std::shared_ptr<Sink> sink_;  // shared with the logger
  std::optional<AddedSink> added_;
};

}  // namespace csvimport
