#include "report/format.hpp"

#include <gtest/gtest.h>

#include <cstdint>

namespace csvimport {
namespace {

TEST(FormatTest, SeparatesThousands) {
  EXPECT_EQ(with_thousands(0), "0");
  EXPECT_EQ(with_thousands(999), "999");
  EXPECT_EQ(with_thousands(1000), "1,000");
  EXPECT_EQ(with_thousands(12'345), "12,345");
  EXPECT_EQ(with_thousands(999'999), "999,999");
  EXPECT_EQ(with_thousands(1'234'567), "1,234,567");
  EXPECT_EQ(with_thousands(UINT64_MAX), "18,446,744,073,709,551,615");
}

TEST(FormatTest, CountsThingsByTheirNoun) {
  EXPECT_EQ(with_thousands(0, "row"), "0 rows");
  EXPECT_EQ(with_thousands(1, "row"), "1 row");
  EXPECT_EQ(with_thousands(1000, "row"), "1,000 rows");
}

TEST(FormatTest, GivesRatesInTheUnitThatFits) {
  EXPECT_EQ(row_rate(0, 1), "0 rows/s");
  EXPECT_EQ(row_rate(950, 1), "950 rows/s");
  EXPECT_EQ(row_rate(950, 0.5), "1.9 K rows/s");
  EXPECT_EQ(row_rate(16'900, 1), "16.9 K rows/s");
  EXPECT_EQ(row_rate(22'000'000, 1), "22.0 M rows/s");
  EXPECT_EQ(row_rate(1'000'000'000, 10), "100.0 M rows/s");
}

TEST(FormatTest, TakesNoTimeForANanosecond) {
  EXPECT_EQ(row_rate(0, 0), "0 rows/s");
  EXPECT_EQ(row_rate(1, 0), "1000.0 M rows/s");
}

}  // namespace
}  // namespace csvimport
