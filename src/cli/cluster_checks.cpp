#include "cli/cluster_checks.hpp"

#include "cli/usage_error.hpp"
#include "cluster/cluster_url.hpp"

#include <cstdlib>
#include <stdexcept>
#include <string>

namespace csvimport {
namespace {

std::string variable(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

ClusterUrl url_of(const std::string& target) {
  try {
    return parse_cluster_url(target);
  } catch (const std::invalid_argument& problem) {
    throw UsageError(std::string("DATABASE: ") + problem.what());
  }
}

// What the options ask for that a cluster does not give; "" for nothing.
std::string option_for_files(const Options& options) {
  const ImportJob& job = options.job;
  if (options.shows_history) return "--history";
  if (options.compare) return "--compare";
  if (job.once) return "--once";
  if (job.tail) return "--tail";
  if (job.landing.before) return "--before";
  if (job.landing.after) return "--after";
  if (job.landing.wal) return "--wal";
  if (!job.landing.search_columns.empty()) return "--fts";
  if (job.values.extracts()) return "--extract";
  return "";
}

}  // namespace

void take_cluster(Options& options) {
  for (const std::string& input : options.job.inputs) {
    if (!is_cluster_url(input)) continue;
    throw UsageError("DATABASE: goes last, behind each FILE; " +
                     url_of(input).text + " is one");
  }
  const std::string& target = options.job.target;
  if (!is_cluster_url(target)) return;
  ClusterAccess& access = options.cluster.emplace();
  access.url = url_of(target);
  if (const std::string option = option_for_files(options); !option.empty()) {
    throw UsageError(option + ": is for a database file, not for a cluster");
  }
  access.login.user = access.url.user;
  if (access.login.user.empty()) {
    access.login.user = variable(kRqliteUser);
  }
  access.login.password = variable(kRqlitePassword);
  access.timeout_ms = options.job.landing.timeout_ms;
}

}  // namespace csvimport
