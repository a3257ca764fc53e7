#include "import/import_file.hpp"

#include "base/input_error.hpp"
#include "base/path.hpp"
#include "direct/database.hpp"
#include "import/import_run.hpp"
#include "landing/target_changed.hpp"

#include <spdlog/spdlog.h>

#include <chrono>
#include <memory>

namespace csvimport {
namespace {

// That a dry run shows; by taste.
constexpr std::size_t kExamples = 10;

// How often an import begins anew because another program changed the target
// under it; by taste.
constexpr int kTries = 5;

double seconds_since(std::chrono::steady_clock::time_point start) {
  const std::chrono::duration<double> passed =
      std::chrono::steady_clock::now() - start;
  return passed.count();
}

}  // namespace

ImportSummary import_files(const ImportJob& job, ImportObserver& observer) {
  const auto start = std::chrono::steady_clock::now();
  const std::string target = resolved_path(job.target);
  if (!job.temp_folder.empty()) keep_temporary_files_in(job.temp_folder);
  for (int tries = 1;; ++tries) {
    try {
      ImportRun run(job, target, true, observer);
      run.stage();
      run.land();
      ImportSummary summary = run.summary();
      summary.seconds = seconds_since(start);
      return summary;
    } catch (const TargetChanged& changed) {
      if (tries == kTries || !can_read_again(job.inputs)) {
        throw ImportError({job.target},
                          std::string(changed.what()) + "; import it again");
      }
      spdlog::debug("{}: {}, so it is read again", job.target, changed.what());
    }
  }
}

DryRun try_import(const ImportJob& job, ImportObserver& observer) {
  const auto start = std::chrono::steady_clock::now();
  ImportJob skipping = job;
  skipping.errors.skip = true;
  skipping.errors.examples = kExamples;
  const std::string target = resolved_path(job.target);
  ImportRun run(skipping, target, !target.empty(), observer);
  run.inspect();
  DryRun dry_run{run.summary(), run.rejects().examples()};
  dry_run.summary.seconds = seconds_since(start);
  return dry_run;
}

ImportSummary import_into_scratch(const ImportJob& job,
                                  ImportObserver& observer) {
  const auto start = std::chrono::steady_clock::now();
  const std::string target = resolved_path(job.target);
  ImportRun run(job, target, false, observer);
  run.stage();
  run.sync_scratch();
  ImportSummary summary = run.summary();
  summary.seconds = seconds_since(start);
  return summary;
}

}  // namespace csvimport
