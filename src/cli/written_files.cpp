#include "cli/written_files.hpp"

#include "base/path.hpp"
#include "base/same_file.hpp"
#include "base/trace_file.hpp"
#include "cli/path_checks.hpp"
#include "cli/usage_error.hpp"

#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace csvimport {
namespace {

// A file of the run, and what it is.
struct UsedFile {
  std::string path;
  std::string what;
};

std::vector<UsedFile> used_files(const ImportJob& job) {
  std::vector<UsedFile> files;
  for (const std::string& input : job.inputs) {
    files.push_back({input == "-" ? "/dev/stdin" : input, "a FILE to import"});
  }
  if (!job.target.empty()) {
    files.push_back({job.target, "the DATABASE"});
    for (const char* const ending : {"-journal", "-wal", "-shm"}) {
      const std::string what = "SQLite's own for the DATABASE";
      files.push_back({job.target + ending, what});
      files.push_back({place_of_path(job.target) + ending, what});
    }
  }
  for (const auto& script : {job.landing.before, job.landing.after}) {
    if (script) files.push_back({*script, "a file of SQL to run"});
  }
  return files;
}

void check_differs(const std::string& flag, const std::string& written,
                   const std::vector<UsedFile>& files) {
  for (const UsedFile& file : files) {
    if (!is_same_file(written, file.path)) continue;
    throw UsageError(flag + ": would write " + written + ", which is " +
                     file.what + "; name another file");
  }
}

std::vector<std::string> reject_files(const std::string& path) {
  return {path, path + ".reasons"};
}

// Whether something else than what starts so would be lost.
bool starts_otherwise(const std::string& path, std::string_view expected) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return false;
  std::ifstream file(path, std::ios::binary);
  std::string start(expected.size(), '\0');
  file.read(start.data(), static_cast<std::streamsize>(start.size()));
  return file.gcount() > 0 && start != expected;
}

// Where the log is, and where what it had goes.
std::vector<std::string> log_files(const LogOptions& log) {
  std::vector<std::string> paths = {*log.path};
  if (log.max_bytes) paths.push_back(resolved_path(*log.path) + ".1");
  return paths;
}

// Of a file that is made or added to whatever it is.
void check_may_be_written(const std::string& flag, const std::string& path,
                          const std::vector<UsedFile>& files) {
  if (path.empty() || path == "-") {
    throw UsageError(flag + ": needs the name of a file");
  }
  check_differs(flag, path, files);
  if (is_database(path)) {
    throw UsageError(flag + ": would write " + path +
                     ", which is a database; name another file");
  }
}

// Of a file that is replaced if it is what an earlier run wrote by that flag,
// which starts so. It is one of the files then.
void check_may_be_replaced(const std::string& flag, const std::string& path,
                           std::string_view start, const std::string& what,
                           std::vector<UsedFile>& files) {
  check_may_be_written(flag, path, files);
  if (starts_otherwise(path, start)) {
    throw UsageError(flag + ": would replace " + path + ", which is no " +
                     what + "; name another file");
  }
  files.push_back({path, "the file of " + flag});
}

}  // namespace

void check_written_files(const Options& options) {
  std::vector<UsedFile> files = used_files(options.job);
  if (options.job.errors.rejects_path) {
    const std::string& rejects = *options.job.errors.rejects_path;
    if (rejects.empty()) throw UsageError("--rejects: must not be empty");
    for (const std::string& written : reject_files(rejects)) {
      check_differs("--rejects", written, files);
    }
    for (const std::string& written : reject_files(rejects)) {
      files.push_back({written, "a file of --rejects"});
    }
  }
  if (options.log.path) {
    for (const std::string& written : log_files(options.log)) {
      check_may_be_written("--log-file", written, files);
    }
    for (const std::string& written : log_files(options.log)) {
      files.push_back({written, "a file of --log-file"});
    }
  }
  if (options.report_path) {
    check_may_be_replaced("--report", *options.report_path, "<!DOCTYPE html>",
                          "page of a run", files);
  }
  if (options.trace_path) {
    check_may_be_replaced("--trace", *options.trace_path, kTraceStart,
                          "trace of a run", files);
  }
}

}  // namespace csvimport
