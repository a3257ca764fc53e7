#include "profile/histogram.hpp"

#include "profile/iso_moment.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace csvimport {
namespace {

using Sample = std::vector<SampledValue>;

Sample numbers(const std::vector<double>& values) {
  Sample sample;
  for (const double value : values) {
    sample.push_back({SampledValue::Kind::kNumber, value});
  }
  return sample;
}

Sample texts(const std::vector<std::string>& values) {
  Sample sample;
  for (const std::string& value : values) {
    sample.push_back(sampled(TypedValue(std::string_view(value))));
  }
  return sample;
}

std::uint64_t sum_of(const Histogram& histogram) {
  std::uint64_t sum = histogram.below + histogram.above;
  for (const Bar& bar : histogram.bars) sum += bar.count;
  return sum;
}

TEST(HistogramTest, HasABarForEachOfFewWholeNumbers) {
  const auto histogram = histogram_of(numbers({1, 2, 2, 5}));
  ASSERT_TRUE(histogram);
  ASSERT_EQ(histogram->bars.size(), 5U);
  EXPECT_EQ(histogram->bars[1].from, 2);
  EXPECT_EQ(histogram->bars[1].to, 3);
  EXPECT_EQ(histogram->bars[1].count, 2U);
  EXPECT_EQ(histogram->bars[2].count, 0U);
}

TEST(HistogramTest, HasRoundEnds) {
  std::vector<double> values;
  values.reserve(1001);
  for (int i = 0; i < 1000; ++i) values.push_back(1990 + i * 0.04);
  const auto histogram = histogram_of(numbers(values));
  ASSERT_TRUE(histogram);
  EXPECT_EQ(histogram->bars.front().from, 1990);
  EXPECT_EQ(histogram->bars.front().to, 1992);
  EXPECT_EQ(sum_of(*histogram), 1000U);
}

TEST(HistogramTest, LeavesOutWhatIsFarAway) {
  std::vector<double> values;
  values.reserve(1001);
  for (int i = 0; i < 1000; ++i) values.push_back(i % 100);
  values.push_back(1e9);
  const auto histogram = histogram_of(numbers(values));
  ASSERT_TRUE(histogram);
  EXPECT_EQ(histogram->above, 1U);
  EXPECT_LE(histogram->bars.back().to, 110);
  EXPECT_EQ(sum_of(*histogram), 1001U);
}

TEST(HistogramTest, HasNoBarsWhereAllIsTheSame) {
  EXPECT_FALSE(histogram_of({}));
  EXPECT_FALSE(histogram_of(numbers({7, 7})));
  EXPECT_FALSE(histogram_of(numbers({1e18, 1e18 + 256})));
  EXPECT_FALSE(histogram_of(numbers({-1.7e308, 1.7e308})));
}

TEST(HistogramTest, PutsDatesOnALineOfTime) {
  const auto days = histogram_of(texts({"2025-12-30", "2026-01-02"}));
  ASSERT_TRUE(days);
  EXPECT_EQ(days->kind, Histogram::Kind::kMoments);
  EXPECT_EQ(days->bars.front().to - days->bars.front().from, 0.25);
  const auto years = histogram_of(texts({"1990-05-05", "2012-01-02"}));
  ASSERT_TRUE(years);
  EXPECT_EQ(iso_day(years->bars.front().from), "1990-01-01");
  EXPECT_EQ(iso_day(years->bars.back().to), "2013-01-01");
  const auto months = histogram_of(texts({"2024-02-10", "2025-11-30"}));
  ASSERT_TRUE(months);
  EXPECT_EQ(iso_day(months->bars[1].from), "2024-03-01");
  EXPECT_EQ(sum_of(*months), 2U);
}

TEST(HistogramTest, CountsLengthsOfOtherTexts) {
  const auto histogram = histogram_of(texts({"a", "bbb", "2025-12-30"}));
  ASSERT_TRUE(histogram);
  EXPECT_EQ(histogram->kind, Histogram::Kind::kLengths);
  EXPECT_EQ(histogram->bars.size(), 3U);
}

TEST(MedianTest, IsTheMiddleNumber) {
  EXPECT_FALSE(median_number(texts({"a"})));
  EXPECT_EQ(median_number(numbers({9, 1, 5})), 5);
}

TEST(IsoMomentTest, ReadsDaysAndTimes) {
  EXPECT_EQ(iso_moment("1970-01-02"), 1);
  EXPECT_EQ(iso_moment("1970-01-02 06:00"), 1.25);
  EXPECT_EQ(iso_moment("1970-01-02T12:00:00.5Z"), 1.5);
  EXPECT_EQ(iso_moment("1969-12-31"), -1);
  for (const char* const other :
       {"", "1970-1-2", "1970-02-30", "1970-01-0x", "1970-01-02x",
        "1970-01-02 25:00", "1970/01/02", "1970-01-02 1"}) {
    EXPECT_FALSE(iso_moment(other)) << other;
  }
  EXPECT_EQ(iso_day(-0.5), "1969-12-31");
}

// The least numbers there are have no round steps between them.
TEST(HistogramTest, HasNoBarsForTheLeastNumbers) {
  for (const auto& [low, high] :
       {std::pair(0.0, 1e-323), std::pair(5e-324, 1e-323),
        std::pair(1e-310, 2e-310), std::pair(-1e-323, 0.0)}) {
    EXPECT_FALSE(histogram_of({{SampledValue::Kind::kNumber, low},
                               {SampledValue::Kind::kNumber, high}}));
  }
}

TEST(HistogramTest, TellsTheMedian) {
  const auto median_of = [](const std::vector<double>& numbers) {
    std::vector<SampledValue> sample;
    sample.reserve(numbers.size());
    for (const double number : numbers) {
      sample.push_back({SampledValue::Kind::kNumber, number});
    }
    return median_number(sample);
  };
  EXPECT_EQ(median_of({}), std::nullopt);
  EXPECT_EQ(median_of({7}), 7);
  EXPECT_EQ(median_of({2, 1}), 1.5);
  EXPECT_EQ(median_of({1000, 3, 1, 2}), 2.5);
  EXPECT_EQ(median_of({9, 1, 2}), 2);
  EXPECT_EQ(median_of({1.5e308, 1.7e308}), 1.6e308);
}

}  // namespace
}  // namespace csvimport
