#include "report/progress.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>

namespace csvimport {
namespace {

TEST(ProgressLineTest, ShowsHowFarAndHowLong) {
  EXPECT_EQ(progress_line("reading", 1'000'000, 250, 1'000, 2),
            "reading: 25%, 1,000,000 rows, 500.0 K rows/s, 6 s left");
}

TEST(ProgressLineTest, ShowsLongTimesInMinutesAndHours) {
  EXPECT_EQ(progress_line("r", 0, 1, 2, 59.4),
            "r: 50%, 0 rows, 0 rows/s, 59 s left");
  EXPECT_EQ(progress_line("r", 0, 1, 2, 59.6),
            "r: 50%, 0 rows, 0 rows/s, 1:00 min left");
  EXPECT_EQ(progress_line("r", 0, 1, 2, 3599),
            "r: 50%, 0 rows, 0 rows/s, 59:59 min left");
  EXPECT_EQ(progress_line("r", 0, 1, 2, 7500),
            "r: 50%, 0 rows, 0 rows/s, 2:05 h left");
}

TEST(ProgressLineTest, ShowsCountsWhereTheEndIsNotKnown) {
  EXPECT_EQ(progress_line("reading", 1'000, 5'000, std::nullopt, 1),
            "reading: 1,000 rows, 1.0 K rows/s");
  EXPECT_EQ(progress_line("reading", 0, 0, 1'000, 1),
            "reading: 0 rows, 0 rows/s");
  EXPECT_EQ(progress_line("reading", 0, 0, 0, 1), "reading: 0 rows, 0 rows/s");
  // As the file has grown.
  EXPECT_EQ(progress_line("reading", 10, 1'001, 1'000, 2),
            "reading: 10 rows, 5 rows/s");
}

TEST(ProgressLineTest, IsNotWholeBeforeItsEnd) {
  EXPECT_EQ(progress_line("reading", 10, 999, 1'000, 2),
            "reading: 99%, 10 rows, 5 rows/s, 1 s left");
  EXPECT_EQ(progress_line("reading", 10, 1'000, 1'000, 2),
            "reading: 99%, 10 rows, 5 rows/s, 1 s left");
  EXPECT_EQ(step_line("index \"i\"", 1), "index \"i\": 99%");
}

TEST(StepLineTest, ShowsHowFarWhereThatIsKnown) {
  EXPECT_EQ(step_line("index \"by_day\"", 0.259), "index \"by_day\": 25%");
  EXPECT_EQ(step_line("landing", std::nullopt), "landing");
}

TEST(CutToWidthTest, CountsCharacters) {
  EXPECT_EQ(cut_to_width("abc", 5), "abc");
  EXPECT_EQ(cut_to_width("abc", 3), "abc");
  EXPECT_EQ(cut_to_width("abc", 2), "ab");
  EXPECT_EQ(cut_to_width("\xC3\xA4\xC3\xB6\xC3\xBC", 2), "\xC3\xA4\xC3\xB6");
  EXPECT_EQ(cut_to_width("abc", 0), "");
}

// What it prints where stderr is no terminal.
template <class Use>
std::string printed(ShowProgress show, std::chrono::milliseconds between,
                    Use use) {
  ::testing::internal::CaptureStderr();
  {
    ProgressBar progress(show, between);
    use(progress);
  }
  return ::testing::internal::GetCapturedStderr();
}

void do_all(ProgressBar& progress) {
  progress.begin_pass("t", 100);
  progress.advance(1, 10);
  progress.advance(2, 20);
  progress.advance_step("index \"a\"", 0.25);
  progress.advance_step("index \"a\"", 0.5);
  progress.end_pass();
  progress.begin_pass("u", 100);
  progress.end_pass();
  progress.begin_pass("t", 100);
  progress.end_pass();
  progress.advance_step("landing", std::nullopt);
  progress.end_steps();
}

TEST(ProgressBarTest, PrintsALineForEachStageWhereLinesStay) {
  EXPECT_EQ(printed(ShowProgress::kAlways, std::chrono::hours(1), do_all),
            "reading for table \"t\"\nindex \"a\"\nreading for table \"u\"\n"
            "reading again for table \"t\"\nlanding\n");
}

TEST(ProgressBarTest, PrintsMoreOfAStageNowAndThen) {
  const std::string text =
      printed(ShowProgress::kAlways, std::chrono::milliseconds(0), do_all);
  EXPECT_TRUE(
      text.starts_with("reading for table \"t\"\n"
                       "reading for table \"t\": 10%, 1 rows, "))
      << text;
  EXPECT_NE(text.find("\nindex \"a\"\nindex \"a\": 50%\nreading for"),
            std::string::npos)
      << text;
  EXPECT_EQ(text.find('\r'), std::string::npos);
  EXPECT_EQ(text.find('\x1B'), std::string::npos);
}

TEST(ProgressBarTest, KeepsQuietWhereNobodyLooks) {
  const std::chrono::milliseconds always(0);
  EXPECT_EQ(printed(ShowProgress::kAuto, always, do_all), "");
  EXPECT_EQ(printed(ShowProgress::kNever, always, do_all), "");
}

}  // namespace
}  // namespace csvimport
