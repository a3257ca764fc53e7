#include "pipeline/byte_budget.hpp"

#include <gtest/gtest.h>

#include <future>
#include <thread>

namespace csvimport {
namespace {

TEST(ByteBudgetTest, LetsOneOfAnySizePass) {
  ByteBudget budget(10);
  EXPECT_TRUE(budget.acquire(1'000));
  budget.release(1'000);
  EXPECT_TRUE(budget.acquire(10));
}

TEST(ByteBudgetTest, WaitsUntilEnoughIsGivenBack) {
  ByteBudget budget(10);
  ASSERT_TRUE(budget.acquire(6));
  bool released = false;
  std::thread releasing([&] {
    released = true;
    budget.release(6);
  });
  EXPECT_TRUE(budget.acquire(5));
  EXPECT_TRUE(released);
  releasing.join();
}

TEST(ByteBudgetTest, WakesWhoWaitsWhenClosed) {
  ByteBudget budget(10);
  ASSERT_TRUE(budget.acquire(10));
  auto waiting =
      std::async(std::launch::async, [&] { return budget.acquire(1); });
  budget.close();
  EXPECT_FALSE(waiting.get());
  EXPECT_FALSE(budget.acquire(1));
}

}  // namespace
}  // namespace csvimport
