#pragma once

// The command line, as a plain struct.

#include "cli/input_folders.hpp"
#include "cli/variables.hpp"
#include "cluster/rqlite_client.hpp"
#include "export/sql_options.hpp"
#include "import/import_job.hpp"
#include "import/known_names.hpp"
#include "report/progress.hpp"
#include "report/run_log.hpp"

#include <optional>
#include <string>
#include <vector>

namespace csvimport {

enum class Verbosity { kQuiet, kNormal, kVerbose };

struct Options {
  ImportJob job;
  std::optional<ClusterAccess> cluster;  // where job.target is one
  bool compare = false;
  bool writes_sql = false;  // on stdout, and there is no database
  SqlOptions sql;
  bool summary_as_json = false;
  bool shows_history = false;  // of job.target, and does nothing else
  bool shows_profile = false;
  std::optional<std::string> report_path;  // of the run's page
  std::optional<std::string> trace_path;   // of what it did when
  std::optional<NameKind> lists;           // names, and does nothing else
  std::vector<FolderRest> left_aside;      // of folders among the inputs
  // Of the environment, those that options are from.
  std::vector<Variable> variables;
  std::vector<std::string> warnings;  // of what it has beside these
  LogOptions log;
  Verbosity verbosity = Verbosity::kNormal;
  ShowProgress progress = ShowProgress::kAuto;
};

}  // namespace csvimport
