#include "cli/merge_checks.hpp"

#include "base/same_file.hpp"
#include "cli/path_checks.hpp"
#include "cli/usage_error.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace csvimport {
namespace {

// Options that say how to read files of CSV, what to make of their texts, and
// which tables to make of them.
constexpr std::array kForCsv = {
    "--delimiter",   "--quotechar",
    "--escape",      "--escapes",
    "--trim",        "--skip-initial-space",
    "--comment",     "--encoding",
    "--skip",        "--skip-footer",
    "--header-rows", "--no-headers",
    "--names",       "--lenient",
    "--max-record",  "--null",
    "--null-quoted", "--empty",
    "--all-text",    "--type",
    "--decimal",     "--thousands",
    "--boolean",     "--date",
    "--datetime",    "--extract",
    "--select",      "--rename",
    "--normalize",   "--default",
    "--strict",      "--foreign-key",
    "--column",      "--filename-column",
    "--line-column", "--where",
    "--limit",       "--alter",
    "--once",        "--tail",
    "--profile",     "--compare",
};

bool is_given(const RawOptions& raw, const char* option) {
  return std::find(raw.given.begin(), raw.given.end(), option) !=
         raw.given.end();
}

}  // namespace

void check_merge(const RawOptions& raw, ImportJob& job) {
  const auto is_other = [](const std::string& path) {
    return !is_database(path);
  };
  const auto other =
      std::find_if(job.inputs.begin(), job.inputs.end(), is_other);
  const auto database =
      std::find_if_not(job.inputs.begin(), job.inputs.end(), is_other);
  if (database == job.inputs.end()) return;
  if (other != job.inputs.end()) {
    throw UsageError("FILE: " + *database + " is a database, and " + *other +
                     " is none; import them one after the other");
  }
  for (const std::string& input : job.inputs) {
    if (!is_same_file(input, job.target)) continue;
    throw UsageError("FILE: " + input + " is the DATABASE, too");
  }
  job.merges = true;
  for (const char* const option : kForCsv) {
    if (!is_given(raw, option)) continue;
    throw UsageError(std::string(option) + ": is for files of CSV, and " +
                     *database + " is a database");
  }
  if (!job.landing.key.empty() &&
      job.landing.on_conflict == OnConflict::kAbort) {
    throw UsageError("--pk: " + *database +
                     " declares its keys; it is for --on-conflict then");
  }
  if (job.landing.if_exists == IfExists::kReplace) {
    throw UsageError("--if-exists replace: is for files of CSV, and " +
                     *database + " is a database; truncate empties a table");
  }
}

}  // namespace csvimport
