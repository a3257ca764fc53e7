// Runs of which one system call goes wrong, each in turn.
// The runs of the fixture with Long in its name are labelled "long".

#include "landing_fixture.hpp"

#include <csignal>
#include <cstdio>
#include <map>

namespace csvimport {
namespace {

// As tests/faults/faults.cpp takes them.
const std::vector<std::string> kErrors = {
    "errno " + std::to_string(EIO), "errno " + std::to_string(ENOSPC), "short"};
// The disk is gone from that call on.
const std::vector<std::string> kLoss = {"errno " + std::to_string(EIO) + " on"};
const std::vector<std::string> kSignals = {"signal " + std::to_string(SIGINT),
                                           "signal " + std::to_string(SIGTERM),
                                           "signal " + std::to_string(SIGHUP)};
const std::vector<std::string> kKill = {"signal " + std::to_string(SIGKILL)};

class FaultTest : public LandingTest {
 protected:
  // Every `step`-th call of each landing, with each of the faults.
  void disturb_all(const std::vector<std::string>& kinds, int step,
                   const Arguments& further = {}) {
    for (const Landing& landing : every_landing()) {
      Landing all = landing;
      all.flags = all.flags + further;
      prepare(all, 2000, 4000);
      for (const std::string& kind : kinds) {
        outcomes_.clear();
        // Not the same calls of each landing.
        for (int call = 1 + started_++ % step; disturb(kind, call);) {
          if (HasFatalFailure()) return;
          call += step;
        }
        print(landing.name + ", " + kind);
      }
    }
    EXPECT_GT(disturbed_, 0);
    std::printf("in all: %d runs disturbed\n", disturbed_);
  }

 private:
  // Runs the import with a fault at the call of that number; false if there is
  // none.
  bool disturb(const std::string& kind, int call) {
    reset();
    const std::string report = path("report").string();
    std::filesystem::remove(report);
    Process process =
        start(command(), with_faults("target", {{"CALL", std::to_string(call)},
                                                {"KIND", kind},
                                                {"REPORT", report}}));
    const RunResult result = finish(process);
    const bool is_disturbed = std::filesystem::exists(report);
    SCOPED_TRACE(kind + " at call " + std::to_string(call) + ": " +
                 (is_disturbed ? slurp(report) : "none"));
    const Rows left = target_files();
    const Content found = content();
    check_status(result, kind, is_disturbed, found);
    if (kind != kKill.front() && kind != kLoss.front()) {
      check_left(left, kind, found);
    }
    expect_next_run_works(found);
    disturbed_ += is_disturbed ? 1 : 0;
    ++outcomes_["status " + std::to_string(result.exit_code) +
                (found == Content::kOld ? ", old" : ", new")];
    return is_disturbed;
  }

  // What could not be removed stays, and so does a log that could not be moved
  // into the database.
  void check_left(const Rows& left, const std::string& kind, Content found) {
    if (!kind.starts_with("errno ")) {
      EXPECT_EQ(left, clean_files(found));
      return;
    }
    if (slurp(path("report")).starts_with("unlink ")) return;
    for (const std::string& name : left) {
      EXPECT_TRUE(name == "t.db" || name == "t.db-wal" || name == "t.db-shm")
          << name;
    }
  }

  // That the status says what is there.
  static void check_status(const RunResult& result, const std::string& kind,
                           bool is_disturbed, Content found) {
    if (kind == kKill.front()) {
      EXPECT_EQ(result.killed, is_disturbed) << result.err;
      return;
    }
    EXPECT_FALSE(result.killed);
    if (!is_disturbed || kind == "short") {
      EXPECT_EQ(result.exit_code, 0) << result.err;
    }
    if (result.exit_code == 0) {
      EXPECT_EQ(found, Content::kNew);
      return;
    }
    // A commit that cannot be taken back any more is in doubt.
    EXPECT_TRUE(found == Content::kOld || kind == kLoss.front()) << result.err;
    EXPECT_TRUE(result.err.starts_with("error: ")) << result.err;
    const bool is_signal = kind.starts_with("signal ");
    EXPECT_EQ(result.exit_code, is_signal ? 128 + std::stoi(kind.substr(7)) : 4)
        << result.err;
  }

  void print(const std::string& name) const {
    std::printf("%s:", name.c_str());
    for (const auto& [outcome, count] : outcomes_) {
      std::printf(" %d x %s;", count, outcome.c_str());
    }
    std::printf("\n");
  }

  std::map<std::string, int> outcomes_;
  int started_ = 0;
  int disturbed_ = 0;
};

using FaultLongTest = FaultTest;

TEST_F(FaultTest, KeepsItsPromiseWhenASystemCallFails) {
  disturb_all(kErrors, 97);
}

TEST_F(FaultTest, TearsNothingWhenTheDiskIsGone) { disturb_all(kLoss, 97); }

TEST_F(FaultTest, KeepsItsPromiseWhenASignalComesBetweenSystemCalls) {
  disturb_all({kSignals.front()}, 97, {"--index", "b"});
}

TEST_F(FaultTest, KeepsItsPromiseWhenItIsKilledBetweenSystemCalls) {
  disturb_all(kKill, 41);
}

TEST_F(FaultLongTest, KeepsItsPromiseWhenAnySystemCallFails) {
  disturb_all(kErrors, 1);
}

TEST_F(FaultLongTest, TearsNothingWhenTheDiskIsGoneAtAnyCall) {
  disturb_all(kLoss, 1);
}

TEST_F(FaultLongTest, KeepsItsPromiseWhenASignalComesBetweenAnySystemCalls) {
  disturb_all(kSignals, 3, {"--index", "b"});
}

TEST_F(FaultLongTest, KeepsItsPromiseWhenItIsKilledBetweenAnySystemCalls) {
  disturb_all(kKill, 1);
}

}  // namespace
}  // namespace csvimport
