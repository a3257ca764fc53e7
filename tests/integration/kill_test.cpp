// Runs that are killed at any moment. The runs of the fixture with Long in its
// name are labelled "long".

#include "landing_fixture.hpp"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <map>
#include <thread>

namespace csvimport {
namespace {

using Clock = std::chrono::steady_clock;

// What became of the runs.
struct Kills {
  int before_commit = 0;  // the table is the old one
  int after_commit = 0;
  int too_late = 0;  // the run had ended
  int staging_files = 0;
  int journals = 0;  // rollback journals and write-ahead logs with content

  Kills& operator+=(const Kills& other) {
    before_commit += other.before_commit;
    after_commit += other.after_commit;
    too_late += other.too_late;
    staging_files += other.staging_files;
    journals += other.journals;
    return *this;
  }
};

void print(const std::string& name, const Kills& kills) {
  std::printf(
      "%s: %d runs killed before the commit, %d after it, %d at their end; "
      "they left %d staging files, %d journals\n",
      name.c_str(), kills.before_commit, kills.after_commit, kills.too_late,
      kills.staging_files, kills.journals);
}

Kills sum_of(const std::map<std::string, Kills>& all) {
  Kills sum;
  for (const auto& [mode, kills] : all) sum += kills;
  return sum;
}

class KillTest : public LandingTest {
 protected:
  // Kills `runs` of each landing, at moments spread evenly over the time that
  // it takes. Gives what became of them for each journal mode.
  std::map<std::string, Kills> kill_all(int runs, int rows) {
    std::map<std::string, Kills> all;
    for (const Landing& landing : every_landing()) {
      Kills kills;
      kill_landing(landing, runs, rows, kills);
      if (HasFatalFailure()) break;
      print(landing.name, kills);
      EXPECT_GT(kills.before_commit, 0) << landing.name;
      all[landing.journal_mode] += kills;
    }
    return all;
  }

 private:
  void kill_landing(const Landing& landing, int runs, int rows, Kills& kills) {
    prepare(landing, rows / 2, rows);
    if (HasFatalFailure()) return;
    const Clock::duration whole = time_of_a_run();
    for (int i = 0; i < runs; ++i) {
      reset();
      const auto begin = Clock::now();
      Process process = start(command());
      // Sleeping is what spreads the moments.
      std::this_thread::sleep_until(begin + whole * (2 * i + 1) / (2 * runs));
      process.signal(SIGKILL);
      const RunResult result = process.wait();
      take_stock(result, kills);
      if (HasFatalFailure()) return;
    }
  }

  // The median of some.
  Clock::duration time_of_a_run() {
    std::vector<Clock::duration> times(5);
    for (Clock::duration& time : times) {
      reset();
      const auto begin = Clock::now();
      Process process = start(command());
      EXPECT_EQ(finish(process).exit_code, 0);
      time = Clock::now() - begin;
    }
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
  }

  void take_stock(const RunResult& result, Kills& kills) {
    for (const std::string& name : target_files()) {
      const bool has_content =
          std::filesystem::file_size(target_folder() / name) > 0;
      if (name.find(".csvimport-") != std::string::npos) ++kills.staging_files;
      if (name == "t.db-journal" && has_content) ++kills.journals;
      if (name == "t.db-wal" && has_content) ++kills.journals;
    }
    const Content found = content();
    if (!result.killed) {
      EXPECT_EQ(result.exit_code, 0);
      EXPECT_EQ(found, Content::kNew);
      ++kills.too_late;
    } else if (found == Content::kOld) {
      ++kills.before_commit;
    } else {
      ++kills.after_commit;
    }
    expect_next_run_works(found);
  }
};

using KillLongTest = KillTest;

TEST_F(KillTest, LeavesTheTableWhollyOldOrWhollyNew) {
  print("in all", sum_of(kill_all(3, 20'000)));
}

TEST_F(KillLongTest, LeavesTheTableWhollyOldOrWhollyNew) {
  const std::map<std::string, Kills> all = kill_all(40, 400'000);
  print("in all", sum_of(all));
  EXPECT_GT(sum_of(all).after_commit, 0);
  for (const auto& [mode, kills] : all) {
    EXPECT_GT(kills.staging_files, 0) << mode;
    if (mode.empty()) continue;
    EXPECT_GT(kills.journals, 0) << mode;
  }
}

}  // namespace
}  // namespace csvimport
