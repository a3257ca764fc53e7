#include "profile/distinct_estimate.hpp"

#include "profile/value_hash.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace csvimport {
namespace {

TEST(DistinctEstimateTest, IsNearTheTruth) {
  EXPECT_EQ(DistinctEstimate().value(), 0U);
  DistinctEstimate estimate;
  std::int64_t next = 0;
  double square_sum = 0;
  int count = 0;
  for (const std::int64_t size :
       {1, 10, 100, 1000, 3000, 10'000, 30'000, 100'000, 1'000'000}) {
    for (; next < size; ++next) estimate.add(hash_of_integer(next));
    const double error =
        static_cast<double>(estimate.value()) / static_cast<double>(size) - 1;
    EXPECT_LT(std::abs(error), 0.05) << size;
    square_sum += error * error;
    ++count;
  }
  EXPECT_LT(std::sqrt(square_sum / count), 0.02);
}

TEST(DistinctEstimateTest, CountsWhatComesTwiceOnce) {
  DistinctEstimate once;
  DistinctEstimate twice;
  for (std::int64_t i = 0; i < 5000; ++i) once.add(hash_of_integer(i));
  for (std::int64_t i = 0; i < 10'000; ++i)
    twice.add(hash_of_integer(i % 5000));
  EXPECT_EQ(once.value(), twice.value());
}

TEST(DistinctEstimateTest, IsTheSameHoweverItWasParted) {
  DistinctEstimate whole;
  DistinctEstimate parts[3];
  for (std::int64_t i = 0; i < 20'000; ++i) {
    whole.add(hash_of_integer(i));
    parts[i % 3].add(hash_of_integer(i));
  }
  DistinctEstimate merged;
  for (const DistinctEstimate& part : parts) merged.merge(part);
  merged.merge(DistinctEstimate());
  EXPECT_EQ(merged.value(), whole.value());
}

}  // namespace
}  // namespace csvimport
