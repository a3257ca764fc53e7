#include "profile/exact_sum.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace csvimport {
namespace {

double sum_of(const std::vector<double>& values) {
  ExactSum sum;
  for (const double value : values) sum.add(value);
  return sum.value();
}

TEST(ExactSumTest, IsTheNearestDouble) {
  EXPECT_EQ(sum_of({}), 0);
  EXPECT_EQ(sum_of({1.5, 2.25}), 3.75);
  EXPECT_EQ(sum_of({1e308, 1, -1e308}), 1);
  EXPECT_EQ(sum_of({0.1, 0.2, -0.3}), std::ldexp(1, -55));
  EXPECT_EQ(sum_of({-5e-324, -5e-324}), -1e-323);
  EXPECT_EQ(sum_of({1, std::ldexp(1, -53)}), 1);  // to the even one
  EXPECT_EQ(sum_of({1, std::ldexp(1, -53), 5e-324}),
            1 + std::numeric_limits<double>::epsilon());
}

TEST(ExactSumTest, DoesNotDependOnTheOrder) {
  std::mt19937_64 random(1);
  std::vector<double> values;
  for (int i = 0; i < 5000; ++i) {
    const auto exponent = static_cast<int>(random() % 600) - 300;
    const double size = static_cast<double>(random() >> 11);
    values.push_back(std::ldexp(random() % 2 == 0 ? size : -size, exponent));
  }
  const double sum = sum_of(values);
  for (int i = 0; i < 5; ++i) {
    std::shuffle(values.begin(), values.end(), random);
    EXPECT_EQ(sum_of(values), sum);
    ExactSum first;
    ExactSum second;
    for (std::size_t j = 0; j < values.size(); ++j) {
      (j < 1234 ? first : second).add(values[j]);
    }
    first.merge(second);
    EXPECT_EQ(first.value(), sum);
  }
}

TEST(ExactSumTest, AddsAValueManyTimes) {
  for (const double value : {0.1, -1e300, 5e-324}) {
    ExactSum once;
    ExactSum often;
    once.add(value, 1000);
    for (int i = 0; i < 1000; ++i) often.add(value);
    EXPECT_EQ(once.value(), often.value());
  }
}

TEST(ExactSumTest, HasInfinityFromInfinity) {
  const double infinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(sum_of({1, infinity}), infinity);
  EXPECT_EQ(sum_of({-infinity, 1}), -infinity);
  EXPECT_TRUE(std::isnan(sum_of({-infinity, infinity})));
}

}  // namespace
}  // namespace csvimport
