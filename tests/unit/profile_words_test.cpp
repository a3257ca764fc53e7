#include "report/profile_words.hpp"

#include <gtest/gtest.h>

#include <string>

namespace csvimport {
namespace {

TEST(ProfileWordsTest, WritesNumbersShort) {
  EXPECT_EQ(number_text(0), "0");
  EXPECT_EQ(number_text(2), "2");
  EXPECT_EQ(number_text(2.0 / 3), "0.666667");
  EXPECT_EQ(number_text(1234567.25), "1234567.2");
  EXPECT_EQ(number_text(-12.5), "-12.5");
  EXPECT_EQ(number_text(1e20), "1e+20");
  EXPECT_EQ(number_text(1e-9), "1e-09");
}

TEST(ProfileWordsTest, SaysWhatIsAnEstimate) {
  ColumnProfile column;
  column.texts = 1'000'000;
  column.distinct = 73'456;
  column.is_exact = false;
  column.frequent = {{ShownValue("x"), 20'000}, {ShownValue("y"), 3}};
  EXPECT_EQ(distinct_text(column), "about 73,500");
  EXPECT_EQ(worth_showing(column).size(), 1U);
  column.is_exact = true;
  EXPECT_EQ(distinct_text(column), "73,456");
  EXPECT_EQ(worth_showing(column).size(), 2U);
  column.distinct = 1'000'000;
  EXPECT_EQ(distinct_text(column), "all");
  EXPECT_EQ(worth_showing(column).size(), 0U);
}

TEST(ProfileWordsTest, SaysWhatKindsThereAre) {
  ColumnProfile column;
  EXPECT_EQ(kinds_text(column), "none");
  column.integers = 1'000;
  EXPECT_EQ(kinds_text(column), "integers");
  column.texts = 1;
  EXPECT_EQ(kinds_text(column), "1,000 integers, 1 text");
}

TEST(ProfileWordsTest, RoundsNothingToAllOrNone) {
  EXPECT_EQ(percent_text(0, 5), "0%");
  EXPECT_EQ(percent_text(1, 5'000), "under 0.1%");
  EXPECT_EQ(percent_text(4'999, 5'000), "over 99.9%");
  EXPECT_EQ(percent_text(1, 3), "33%");
  EXPECT_EQ(percent_text(1, 40), "2.5%");
  EXPECT_EQ(percent_text(3, 3), "100%");
}

TEST(ProfileWordsTest, CutsLongTexts) {
  EXPECT_EQ(value_text(ShownValue(0.5)), "0.5");
  EXPECT_EQ(value_text(ShownValue(std::string(96, 'x'))), std::string(96, 'x'));
  EXPECT_EQ(value_text(ShownValue(std::string(95, 'x') + "é!")),
            std::string(95, 'x') + "…");
}

}  // namespace
}  // namespace csvimport
