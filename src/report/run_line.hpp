#pragma once

// How a run went, as the last line of it in the log.

#include "import/import_job.hpp"
#include "import/import_summary.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace csvimport {

// What became of it.
enum class RunEnd { kDone, kTried, kCompared, kFailed, kInterrupted };

struct LoggedRun {
  int status = 0;  // the exit status
  RunEnd end = RunEnd::kFailed;
  std::vector<std::string> inputs;  // as messages call them
  std::string target;               // "" if there is none
  std::vector<std::string> tables;  // as far as they are known
  std::uint64_t rows = 0;
  std::uint64_t updated = 0;
  std::uint64_t ignored = 0;
  std::uint64_t left_out = 0;
  std::uint64_t rejected = 0;
  std::uint64_t known = 0;  // inputs that --once left out
  std::uint64_t idle = 0;   // in which --tail found no new record
  double seconds = 0;

  // Takes what is known before and after.
  void take(const ImportJob& job);
  void take(const ImportSummary& summary);
};

// "status=0 what=done inputs=a.csv,b.csv ...": a value, or each one of a list,
// stands in double quotes where it is empty or has a blank, a comma, a double
// quote, a backslash or something that cannot be seen in it; in quotes \" and
// \\ are the latter two.
std::string run_line(const LoggedRun& facts);

}  // namespace csvimport
