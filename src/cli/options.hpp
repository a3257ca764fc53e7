#pragma once

// The command line, as a plain struct.

#include "import/import_job.hpp"
#include "report/progress.hpp"

namespace csvimport {

enum class Verbosity { kQuiet, kNormal, kVerbose };

struct Options {
  ImportJob job;
  bool compare = false;
  bool summary_as_json = false;
  Verbosity verbosity = Verbosity::kNormal;
  ShowProgress progress = ShowProgress::kAuto;
};

}  // namespace csvimport
