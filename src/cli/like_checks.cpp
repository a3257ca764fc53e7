#include "cli/like_checks.hpp"

#include "cli/usage_error.hpp"

#include <string>

namespace csvimport {

void check_like(const ImportJob& job) {
  if (!job.like) return;
  if (job.like->empty()) throw UsageError("--like: needs a database");
  const auto refuse = [](bool is_given, const char* option) {
    if (!is_given) return;
    throw UsageError("--like: contradicts " + std::string(option) +
                     ", as DB says how the table is declared");
  };
  const LandingOptions& landing = job.landing;
  refuse(!job.values.types.empty(), "--type");
  refuse(job.values.all_text, "--all-text");
  refuse(job.values.extracts(), "--extract");
  refuse(!job.table_options.defaults.empty(), "--default");
  refuse(job.table_options.is_strict, "--strict");
  refuse(!job.table_options.foreign_keys.empty(), "--foreign-key");
  refuse(!landing.key.empty() && landing.on_conflict == OnConflict::kAbort,
         "--pk");
  refuse(landing.adds_columns, "--alter");
  if (landing.if_exists == IfExists::kReplace) {
    throw UsageError(
        "--like: contradicts --if-exists replace, as it is for tables that are "
        "not there; --if-exists truncate empties one");
  }
}

}  // namespace csvimport
