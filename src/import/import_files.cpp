#include "import/import_files.hpp"

#include "base/import_error.hpp"
#include "base/path.hpp"
#include "import/import_run.hpp"
#include "input/input_paths.hpp"
#include "pages/new_database.hpp"
#include "target/target_changed.hpp"

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

// Makes a run, has `steps` take it to its end, and sums it up: more than once
// where the target changed meanwhile. Without `lands` it does not matter what
// the target is.
template <class Steps>
ImportSummary run_import(const ImportJob& job, bool lands,
                         ImportObserver& observer, Steps steps) {
  const auto start = std::chrono::steady_clock::now();
  const std::string target = resolved_path(job.target);
  for (int tries = 1;; ++tries) {
    try {
      ImportRun run(job, target, observer);
      run.start(lands);
      steps(run);
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

}  // namespace

ImportSummary import_files(const ImportJob& job, ImportObserver& observer) {
  if (!job.temp_folder.empty()) keep_temporary_files_in(job.temp_folder);
  return run_import(job, true, observer, [](ImportRun& run) {
    run.load();
    run.land();
  });
}

DryRun try_import(const ImportJob& job, ImportObserver& observer) {
  ImportJob skipping = job;
  skipping.errors.skip = true;
  skipping.errors.examples = kExamples;
  DryRun dry_run;
  const auto inspect = [&](ImportRun& run) {
    run.inspect();
    dry_run.bad_records = run.rejects().examples();
  };
  dry_run.summary =
      run_import(skipping, !job.target.empty(), observer, inspect);
  return dry_run;
}

ImportSummary import_into_scratch(const ImportJob& job,
                                  ImportObserver& observer) {
  return run_import(job, false, observer, [](ImportRun& run) {
    run.load();
    run.throw_away();
  });
}

}  // namespace csvimport
