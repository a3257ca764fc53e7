#include "report/run_report.hpp"

#include "base/loss_warning.hpp"
#include "base/utc_time.hpp"
#include "ledger/ledger_reading.hpp"
#include "report/run_page.hpp"

#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <exception>
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

bool brings_nothing(const std::string& input, const ImportSummary& summary) {
  return std::any_of(summary.known.begin(), summary.known.end(),
                     [&](const auto& known) { return known.input == input; }) ||
         std::find(summary.idle.begin(), summary.idle.end(), input) !=
             summary.idle.end();
}

// Those that there are: a page is written whatever the database is. Nobody
// waits for it.
std::vector<LedgerEntry> last_imports(const ImportJob& job) {
  try {
    if (job.target.empty()) return {};
    std::vector<LedgerEntry> entries = read_ledger(job.target, 0);
    std::reverse(entries.begin(), entries.end());
    entries.resize(std::min(entries.size(), kLedgerLines));
    return entries;
  } catch (const std::exception&) {
    return {};
  }
}

}  // namespace

RunReport::RunReport(const std::string& path, std::string command)
    : command_(std::move(command)),
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
    if (summary_ && brings_nothing(path, *summary_)) continue;
    if (facts.inputs.size() < kMostInputs) {
      facts.inputs.push_back(input_at(path));
    } else {
      ++facts.more_inputs;
    }
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
    warn_of_loss(std::string(error.what()) + "; the run has no report");
  }
}

}  // namespace csvimport
