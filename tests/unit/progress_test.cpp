#include "report/progress.hpp"

#include <gtest/gtest.h>

#include <optional>

namespace csvimport {
namespace {

TEST(ProgressLineTest, ShowsHowFarAndHowLong) {
  EXPECT_EQ(progress_line(1'000'000, 250, 1'000, 2),
            " 25%  1,000,000 rows, 500.0 K rows/s, 6 s left");
  EXPECT_EQ(progress_line(10, 1'000, 1'000, 2),
            "100%  10 rows, 5 rows/s, 0 s left");
}

TEST(ProgressLineTest, ShowsLongTimesInMinutesAndHours) {
  EXPECT_EQ(progress_line(0, 1, 2, 59.4), " 50%  0 rows, 0 rows/s, 59 s left");
  EXPECT_EQ(progress_line(0, 1, 2, 59.6),
            " 50%  0 rows, 0 rows/s, 1:00 min left");
  EXPECT_EQ(progress_line(0, 1, 2, 3599),
            " 50%  0 rows, 0 rows/s, 59:59 min left");
  EXPECT_EQ(progress_line(0, 1, 2, 7500),
            " 50%  0 rows, 0 rows/s, 2:05 h left");
}

TEST(ProgressLineTest, ShowsCountsWhereTheEndIsNotKnown) {
  EXPECT_EQ(progress_line(1'000, 5'000, std::nullopt, 1),
            "1,000 rows, 1.0 K rows/s");
  EXPECT_EQ(progress_line(0, 0, 1'000, 1), "0 rows, 0 rows/s");
  EXPECT_EQ(progress_line(0, 0, 0, 1), "0 rows, 0 rows/s");
}

TEST(StepLineTest, ShowsHowFarWhereThatIsKnown) {
  EXPECT_EQ(step_line("index \"by_day\"", 0.254), " 25%  index \"by_day\"");
  EXPECT_EQ(step_line("rows of table \"t\"", std::nullopt),
            "rows of table \"t\"");
}

TEST(ProgressLineTest, NeverPassesTheEnd) {
  EXPECT_EQ(progress_line(10, 3'000, 1'000, 2),
            "100%  10 rows, 5 rows/s, 0 s left")
      << "the file has grown";
}

}  // namespace
}  // namespace csvimport
