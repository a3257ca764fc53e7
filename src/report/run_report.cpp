#include "report/run_report.hpp"

#include "base/path.hpp"
#include "base/utc_time.hpp"
#include "report/run_page.hpp"
#include "target/connection.hpp"

#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <exception>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

namespace csvimport {
namespace {

constexpr std::size_t kLedgerLines = 20;
constexpr std::size_t kMostInputs = 500;

std::string host_name() {
  std::array<char, 256> name{};
  if (::gethostname(name.data(), name.size() - 1) != 0) return "";
  return name.data();
}

RunInput input_at(const std::string& path) {
  RunInput input{path, {}, {}};
  struct stat status {};
  const bool is_file = path != "-" && ::stat(path.c_str(), &status) == 0 &&
                       S_ISREG(status.st_mode);
  if (!is_file) return input;
  input.size = static_cast<std::uint64_t>(status.st_size);
  constexpr std::int64_t kSecond = 1'000'000'000;
  input.modified =
      utc_text(status.st_mtim.tv_sec * kSecond + status.st_mtim.tv_nsec);
  return input;
}

// Those that there are: a page is written whatever the database is. Nobody
// waits for it.
std::vector<LedgerEntry> last_imports(const ImportJob& job) {
  try {
    const std::string path = resolved_path(job.target);
    std::error_code error;
    if (job.target.empty() || std::filesystem::file_size(path, error) == 0 ||
        error) {
      return {};
    }
    Connection connection(path, job.target, Connection::Kind::kShared, 0);
    std::vector<LedgerEntry> entries = Ledger(connection).entries();
    std::reverse(entries.begin(), entries.end());
    entries.resize(std::min(entries.size(), kLedgerLines));
    return entries;
  } catch (const std::exception&) {
    return {};
  }
}

}  // namespace

RunReport::RunReport(const std::string& path, std::string command)
    : path_(path),
      command_(std::move(command)),
      started_(utc_text(utc_now_ns())),
      file_(path) {}

void RunReport::watch(ImportJob& job) {
  job.profiles = !job.dry_run;
  job.pipeline.timeline = &timeline_;
  job.errors.groups = &rejects_;
}

void RunReport::write(const ImportJob& job, int status) {
  RunFacts facts;
  facts.job = job;
  facts.command = command_;
  facts.host = host_name();
  facts.started = started_;
  facts.ended = utc_text(utc_now_ns());
  facts.seconds = seconds_since(timeline_.origin());
  facts.status = status;
  facts.summary = summary_;
  for (const std::string& path : job.inputs) {
    if (facts.inputs.size() == kMostInputs) break;
    facts.inputs.push_back(input_at(path));
  }
  if (recorder_) {
    facts.choices = recorder_->choices();
    facts.more_choices = recorder_->more_choices();
    facts.steps = recorder_->steps();
    facts.seconds = facts.steps.back().to;
  }
  facts.messages = messages_.messages();
  facts.rejects = rejects_.tables();
  facts.stages = timeline_.slots();
  facts.ledger = last_imports(job);
  file_.append(run_page(facts));
  file_.commit(job.sync);
}

void RunReport::finish(const ImportJob& job, int status) noexcept {
  try {
    write(job, status);
  } catch (const std::exception& error) {
    spdlog::warn("{}; the run has no report", error.what());
  }
}

}  // namespace csvimport
