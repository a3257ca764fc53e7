#include "import/import_files.hpp"

#include "base/clock.hpp"
#include "base/import_error.hpp"
#include "base/path.hpp"
#include "import/followed_inputs.hpp"
#include "import/followed_lines.hpp"
#include "import/import_run.hpp"
#include "import/known_inputs.hpp"
#include "import/merged_tables.hpp"
#include "input/input_paths.hpp"
#include "landing/sql_script.hpp"
#include "pages/new_database.hpp"
#include "target/target_changed.hpp"

#include <spdlog/spdlog.h>

#include <set>
#include <stdexcept>
#include <string>
#include <vector>

namespace csvimport {
namespace {

// That a dry run shows; by taste.
constexpr std::size_t kExamples = 10;

// How often an import begins anew because another program changed the target
// under it; by taste.
constexpr int kTries = 5;

// The same because another one has read on in files that are followed.
constexpr int kTailTries = 50;

// Whether it matters what is at the target.
bool looks_at_target(const ImportJob& job, ImportGoal goal) {
  return goal == ImportGoal::kTarget ||
         (goal == ImportGoal::kFindings && !job.target_file().empty());
}

// Has an import that begins anew keep to itself what it said before. One
// thread.
class Hush {
 public:
  explicit Hush(bool is_on) {
    if (is_on) spdlog::set_level(spdlog::level::off);
  }
  Hush(const Hush&) = delete;
  Hush& operator=(const Hush&) = delete;
  Hush(Hush&&) = delete;
  Hush& operator=(Hush&&) = delete;
  ~Hush() { spdlog::set_level(level_); }

 private:
  const spdlog::level::level_enum level_ = spdlog::get_level();
};

// Reads the inputs, for the first time or `again`.
void load(ImportRun& run, bool again) {
  const Hush hush(again);
  run.load();
}

// What is read of the job's inputs, as the ledger tells.
struct Selection {
  ImportJob job;
  std::vector<KnownInput> known;
};

// The ledger is that of the target, a path; "" if it does not matter.
Selection select_inputs(const ImportJob& job, const std::string& target,
                        KnownInputs& known, FollowedInputs& followed) {
  if (job.merges) {
    Selection selection{job, {}};
    if (job.merged.empty()) selection.job.merged = merged_tables(job);
    return selection;
  }
  if (job.tail) {
    followed.look_up(target);
    return {followed.rest(), {}};
  }
  if (!job.once) return {job, {}};
  known.look_up(target);
  return {known.rest(), known.known()};
}

ImportSummary nothing_new(const ImportJob& job, const Selection& selection,
                          Clock::time_point start) {
  ImportSummary summary;
  summary.target = job.target;
  summary.known = selection.known;
  if (job.tail) summary.idle = job.inputs;
  summary.seconds = seconds_since(start);
  return summary;
}

// Of those that are followed, the inputs that gave no record.
std::vector<std::string> idle_inputs(const ImportJob& job,
                                     const std::set<std::string>& sources) {
  std::vector<std::string> idle;
  for (const std::string& input : job.inputs) {
    if (job.tail && !sources.contains(input)) idle.push_back(input);
  }
  return idle;
}

// Throws ImportError unless those that are new, as is known now, can be read
// once more.
void check_rest_again(const ImportJob& job, KnownInputs& known,
                      const std::string& target) {
  known.look_up(target);
  if (can_read_again(known.rest().inputs)) return;
  std::string names;
  for (const KnownInput& one : known.known()) {
    names += (names.empty() ? "" : ", ") + one.input;
  }
  throw ImportError({job.target},
                    "has what " + names +
                        " holds, which showed as it was read; what comes "
                        "through a pipe cannot be read again, so import the "
                        "others without that");
}

}  // namespace

ImportSummary import_files(const ImportJob& job, ImportGoal goal,
                           ImportObserver& observer, bool again) {
  const Clock::time_point start = Clock::now();
  const LandingScripts scripts = read_scripts(job.landing);
  const std::string target = resolved_path(job.target_file());
  if (goal == ImportGoal::kTarget && !job.temp_folder.empty()) {
    keep_temporary_files_in(job.temp_folder);
  }
  // Of a folder that is waited on.
  if (job.inputs.empty()) return nothing_new(job, {}, start);
  bool moves_all = false;
  KnownInputs known(job);
  FollowedInputs followed(job);
  for (int tries = 1;; ++tries) {
    try {
      Selection selection = select_inputs(
          job, looks_at_target(job, goal) ? target : "", known, followed);
      const ImportJob& rest = selection.job;
      if (rest.inputs.empty()) return nothing_new(job, selection, start);
      ImportRun run(rest, target, scripts, observer, moves_all);
      run.start(looks_at_target(job, goal));
      switch (goal) {
        case ImportGoal::kTarget:
          load(run, again);
          again = true;
          if (job.tail && run.sources().empty()) {
            return nothing_new(job, selection, start);
          }
          run.land();
          break;
        case ImportGoal::kScratch:
          run.load();
          run.throw_away();
          break;
        case ImportGoal::kFindings:
          run.inspect();
          break;
      }
      ImportSummary summary = run.summary();
      summary.known = selection.known;
      summary.idle = idle_inputs(job, run.sources());
      summary.seconds = seconds_since(start);
      return summary;
    } catch (const MustMoveAll& reason) {
      moves_all = true;
      spdlog::debug("{}: {}, so it is read again", job.target, reason.what());
    } catch (const InputsKnown& found) {
      known.note(found.contents());
      check_rest_again(job, known, target);
      spdlog::debug("{}: {}, so the others are read again", job.target,
                    found.what());
    } catch (const InputsWait& inputs) {
      if (!followed.wait_for(inputs)) throw std::logic_error(inputs.what());
    } catch (const TailsMoved& moved) {
      if (tries == kTailTries) {
        throw ImportError({job.target},
                          std::string(moved.what()) + "; import it again");
      }
      spdlog::debug("{}: {}, so it is looked at again", job.target,
                    moved.what());
    } catch (const TargetChanged& changed) {
      if (tries == kTries || !can_read_again(job.inputs)) {
        throw ImportError({job.target},
                          std::string(changed.what()) + "; import it again");
      }
      spdlog::debug("{}: {}, so it is read again", job.target, changed.what());
    }
  }
}

ImportSummary try_import(const ImportJob& job, ImportObserver& observer) {
  ImportJob counting = job;
  counting.errors.skip = true;
  counting.errors.makes_files = false;
  counting.errors.examples = kExamples;
  return import_files(counting, ImportGoal::kFindings, observer);
}

}  // namespace csvimport
