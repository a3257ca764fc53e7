// Clusters that lose a node, or csvimport itself, while rows are on their way.

#include "cli_fixture.hpp"
#include "rqlite_cluster.hpp"

#include <chrono>
#include <csignal>
#include <iostream>
#include <optional>
#include <random>
#include <thread>

namespace csvimport {
namespace {

constexpr int kRows = 100'000;

class LeaderKillClusterTest : public CliTest {
 protected:
  void SetUp() override {
    if (!RqliteCluster::is_installed()) GTEST_SKIP() << "no rqlite";
    cluster_.emplace();
    write("t.csv", numbered_rows(kRows));
    const auto start = std::chrono::steady_clock::now();
    EXPECT_EQ(run_binary(command()).exit_code, 0);
    usual_ = std::chrono::steady_clock::now() - start;
    all_ = content();
    drop();
  }

  [[nodiscard]] Arguments command(const Arguments& further = {}) const {
    return Arguments{"t.csv", cluster_->url()} + further;
  }
  // Of the table t: that of all rows, or none.
  Rows content() {
    if (cluster_->query("SELECT 1 FROM sqlite_schema WHERE name = 't'").empty())
      return {};
    return cluster_->query(
        "SELECT count(*), sum(a), sum(rowid * length(b)) "
        "FROM t");
  }
  Rows left_over() {
    return cluster_->query(
        "SELECT name FROM sqlite_schema WHERE name GLOB 'csvimport*'");
  }
  void drop() { cluster_->execute({"DROP TABLE IF EXISTS t"}); }
  // At some time of an import.
  void wait_some_time() {
    std::uniform_real_distribution<double> part(0, 1.1);
    std::this_thread::sleep_for(usual_ * part(random_));
  }
  // All rows if it says so, and else none, and nothing beside them.
  void expect_all_or_none(const RunResult& result) {
    const Rows found = content();
    if (result.exit_code == 0) {
      EXPECT_EQ(found, all_) << result.err;
    } else {
      EXPECT_EQ(result.exit_code, 4) << result.err;
      EXPECT_EQ(found, Rows{}) << result.err;
    }
    EXPECT_EQ(left_over(), Rows{}) << result.err;
  }

  std::optional<RqliteCluster> cluster_;
  std::chrono::duration<double> usual_{};
  Rows all_;
  std::minstd_rand random_{std::random_device{}()};
};

TEST_F(LeaderKillClusterTest, LandsAllRowsOnce) {
  constexpr int kKills = 22;
  int landed = 0;
  for (int i = 0; i < kKills; ++i) {
    Process import = start(command());
    wait_some_time();
    const std::size_t leader = cluster_->leader();
    cluster_->kill(leader);
    const RunResult result = finish(import);
    cluster_->restart(leader);
    expect_all_or_none(result);
    if (result.exit_code == 0) ++landed;
    drop();
  }
  // The others have a leader soon.
  EXPECT_EQ(landed, kKills);
}

TEST_F(LeaderKillClusterTest, GoesOnWithoutALeaderThatHangs) {
  for (int i = 0; i < 3; ++i) {
    Process import = start(command({"--timeout", "12"}));
    wait_some_time();
    const std::size_t leader = cluster_->leader();
    cluster_->stop(leader);
    const RunResult result = finish(import);
    cluster_->go_on(leader);
    EXPECT_EQ(result.exit_code, 0);
    expect_all_or_none(result);
    drop();
  }
}

TEST_F(LeaderKillClusterTest, AddsRowsToATableOnce) {
  for (int i = 0; i < 4; ++i) {
    cluster_->execute({"CREATE TABLE t (a INTEGER, b TEXT)"});
    Process import = start(command());
    wait_some_time();
    const std::size_t leader = cluster_->leader();
    cluster_->kill(leader);
    const RunResult result = finish(import);
    cluster_->restart(leader);
    EXPECT_EQ(result.exit_code, 0);
    expect_all_or_none(result);
    drop();
  }
}

TEST_F(LeaderKillClusterTest, NeedsNoFollowerThatIsCutOff) {
  const std::size_t follower = cluster_->followers().front();
  Process import = start(command());
  wait_some_time();
  cluster_->stop(follower);
  const RunResult result = finish(import);
  EXPECT_EQ(result.exit_code, 0);
  expect_all_or_none(result);
  cluster_->go_on(follower);
}

TEST_F(LeaderKillClusterTest, SaysThatThereIsNoLeader) {
  const std::vector<std::size_t> followers = cluster_->followers();
  for (const std::size_t follower : followers) cluster_->kill(follower);
  const RunResult result = run_binary(command({"--timeout", "3"}));
  EXPECT_EQ(result.exit_code, 4);
  EXPECT_NE(result.err.find("gave no answer in 3 seconds"), std::string::npos)
      << result.err;
  EXPECT_NE(result.err.find("has it a leader?"), std::string::npos)
      << result.err;
  for (const std::size_t follower : followers) cluster_->restart(follower);
  EXPECT_EQ(content(), Rows{});
}

// The answer to the landing may be what is lost.
TEST_F(LeaderKillClusterTest, SaysWhatIsNotKnown) {
  for (int i = 0; i < 3; ++i) {
    Process import = start(command({"--timeout", "3"}));
    wait_some_time();
    const std::vector<std::size_t> followers = cluster_->followers();
    for (const std::size_t follower : followers) cluster_->kill(follower);
    const RunResult result = finish(import);
    for (const std::size_t follower : followers) cluster_->restart(follower);
    const bool is_unknown =
        result.err.find("it is not known whether the rows have landed") !=
        std::string::npos;
    const Rows found = content();
    if (result.exit_code == 0) {
      EXPECT_EQ(found, all_);
    } else {
      EXPECT_EQ(result.exit_code, 4) << result.err;
      EXPECT_TRUE(found.empty() || (is_unknown && found == all_)) << result.err;
    }
    drop();
  }
}

TEST_F(LeaderKillClusterTest, IsInterruptedWithoutATrace) {
  for (int i = 0; i < 4; ++i) {
    Process import = start(command());
    wait_some_time();
    import.signal(SIGTERM);
    const RunResult result = finish(import);
    EXPECT_EQ(left_over(), Rows{});
    EXPECT_EQ(content(), result.exit_code == 0 ? all_ : Rows{});
    EXPECT_TRUE(result.exit_code == 0 || result.exit_code == 128 + SIGTERM);
    drop();
  }
}

}  // namespace
}  // namespace csvimport
