#include "pipeline/worker_pool.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <latch>
#include <vector>

namespace csvimport {
namespace {

TEST(WorkerPoolTest, RunsEachWorkerOnce) {
  std::vector<std::atomic<int>> runs(8);
  WorkerPool pool;
  pool.start(runs.size(), [&](std::size_t i) { ++runs[i]; });
  pool.join();
  EXPECT_TRUE(std::all_of(runs.begin(), runs.end(),
                          [](const auto& count) { return count == 1; }));
}

TEST(WorkerPoolTest, RunsItsWorkersAtTheSameTime) {
  std::latch all_here(4);
  WorkerPool pool;
  pool.start(4, [&](std::size_t /*i*/) { all_here.arrive_and_wait(); });
  pool.join();
  EXPECT_TRUE(all_here.try_wait());
}

TEST(WorkerPoolTest, WaitsForItsWorkersWhenDestroyed) {
  std::atomic<int> done{0};
  {
    std::latch go(1);
    WorkerPool pool;
    pool.start(3, [&](std::size_t /*i*/) {
      go.wait();
      ++done;
    });
    go.count_down();
  }
  EXPECT_EQ(done, 3);
}

TEST(WorkerPoolTest, MayHaveNoWorker) {
  WorkerPool pool;
  pool.start(0, [](std::size_t /*i*/) { FAIL(); });
  pool.join();
  pool.join();
}

}  // namespace
}  // namespace csvimport
