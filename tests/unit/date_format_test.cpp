#include "schema/date_format.hpp"

#include <gtest/gtest.h>

#include <random>
#include <stdexcept>
#include <utility>

namespace csvimport {
namespace {

using enum DateFormat::Result;

std::string read(const DateFormat& format, std::string_view text) {
  std::string iso;
  if (format.read(text, iso)) return iso;
  const std::string problem = format.problem_of(text);
  return problem.find("of the form") != std::string::npos ? "other form"
         : problem.find("offset") != std::string::npos    ? "far offset"
                                                          : "impossible";
}

std::string date(std::string_view format, std::string_view text) {
  return read(DateFormat(format, kDate), text);
}

std::string datetime(std::string_view format, std::string_view text) {
  return read(DateFormat(format, kDatetime), text);
}

std::string problem_of(std::string_view format, DateFormat::Result result) {
  try {
    const DateFormat made(format, result);
  } catch (const std::invalid_argument& problem) {
    return problem.what();
  }
  return "";
}

TEST(DateFormatTest, ReadsDates) {
  EXPECT_EQ(date("%d.%m.%Y", "31.12.2025"), "2025-12-31");
  EXPECT_EQ(date("%d.%m.%Y", "1.2.2025"), "2025-02-01");
  EXPECT_EQ(date("%m/%d/%y", "12/31/68"), "2068-12-31");
  EXPECT_EQ(date("%m/%d/%y", "12/31/69"), "1969-12-31");
  EXPECT_EQ(date("%Y%m%d", "20251231"), "2025-12-31");
  EXPECT_EQ(date("%d %b %Y", "3 MAR 2025"), "2025-03-03");
  EXPECT_EQ(date("%d-%h-%Y", "3-mar-2025"), "2025-03-03");
  EXPECT_EQ(date("%B %e, %Y", "September  5, 2025"), "2025-09-05");
  EXPECT_EQ(date("%Y-%j", "2024-366"), "2024-12-31");
  EXPECT_EQ(date("%Y%j", "2025060"), "2025-03-01");
  EXPECT_EQ(date("%F", "2025-12-31"), "2025-12-31");
  EXPECT_EQ(date("100%% %D", "100% 12/31/25"), "2025-12-31");
}

TEST(DateFormatTest, KnowsTheCalendar) {
  EXPECT_EQ(date("%d.%m.%Y", "29.02.2024"), "2024-02-29");
  EXPECT_EQ(date("%d.%m.%Y", "29.02.2000"), "2000-02-29");
  for (const char* const text :
       {"31.02.2025", "29.02.2025", "29.02.1900", "31.04.2025", "0.1.2025",
        "32.1.2025", "1.0.2025", "1.13.2025", "00.00.0000"}) {
    EXPECT_EQ(date("%d.%m.%Y", text), "impossible") << text;
  }
  EXPECT_EQ(date("%Y-%j", "2025-366"), "impossible");
  EXPECT_EQ(date("%Y-%j", "2025-0"), "impossible");
}

TEST(DateFormatTest, TakesNoOtherForm) {
  for (const char* const text :
       {"", "31.12.2025 ", " 31.12.2025", "31.12.25", "31-12-2025", "31.12.",
        "131.12.2025", "31.12.20255", "x", "31.12.2025\n"}) {
    EXPECT_EQ(date("%d.%m.%Y", text), "other form") << text;
  }
  EXPECT_EQ(date("%Y%m%d", "2025121"), "other form");
}

// Of one with %e, no day is read the fast way.
TEST(DateFormatTest, ReadsDaysFastAsWithCare) {
  std::mt19937 random(3);
  const std::string bytes = "0011223456789..-/";
  for (const auto& [fast, slow] :
       {std::pair("%d.%m.%Y", "%e.%m.%Y"), std::pair("%Y/%m/%d", "%Y/%m/%e"),
        std::pair("on %m-%d %Y", "on %m-%e %Y")}) {
    const DateFormat with_d(fast, kDate);
    const DateFormat with_e(slow, kDate);
    for (int i = 0; i < 100'000; ++i) {
      std::string text = fast;
      for (const auto& [word, most] :
           {std::pair("%d", 33U), std::pair("%m", 14U),
            std::pair("%Y", 9999U)}) {
        std::string number = std::to_string(random() % most);
        const std::size_t digits = most == 9999U ? 4 : 2;
        while (number.size() < digits && random() % 8 != 0) {
          number.insert(0, "0");
        }
        text.replace(text.find(word), 2, number);
      }
      if (i % 4 == 0) {
        text[random() % text.size()] = bytes[random() % bytes.size()];
      } else if (i % 4 == 1) {
        // %e takes a blank for a digit.
        const auto byte = static_cast<char>(random());
        text[random() % text.size()] = byte == ' ' ? 'x' : byte;
      }
      ASSERT_EQ(read(with_d, text), read(with_e, text)) << fast << ' ' << text;
    }
  }
}

TEST(DateFormatTest, WantsTheRightWeekday) {
  EXPECT_EQ(date("%a, %d %b %Y", "Wed, 31 Dec 2025"), "2025-12-31");
  EXPECT_EQ(date("%A %F", "saturday 2000-01-01"), "2000-01-01");
  EXPECT_EQ(date("%A %F", "Monday 1900-01-01"), "1900-01-01");
  EXPECT_EQ(date("%a %F", "Thu 2025-12-31"), "impossible");
}

TEST(DateFormatTest, ReadsTimes) {
  EXPECT_EQ(datetime("%d.%m.%Y %H:%M:%S", "31.12.2025 13:05:00"),
            "2025-12-31 13:05:00");
  EXPECT_EQ(datetime("%F %R", "2025-12-31 3:05"), "2025-12-31 03:05:00");
  EXPECT_EQ(datetime("%m/%d/%Y %I:%M %p", "1/2/2025 12:05 am"),
            "2025-01-02 00:05:00");
  EXPECT_EQ(datetime("%m/%d/%Y %I:%M %p", "1/2/2025 12:05 PM"),
            "2025-01-02 12:05:00");
  EXPECT_EQ(datetime("%m/%d/%Y %I%p", "1/2/2025 11PM"), "2025-01-02 23:00:00");
  EXPECT_EQ(datetime("%Y%m%d%H%M%S", "20251231130509"), "2025-12-31 13:05:09");
  EXPECT_EQ(datetime("%FT%T.%f", "2025-12-31T13:05:00.050"),
            "2025-12-31 13:05:00.050");
  EXPECT_EQ(datetime("%FT%T%z", "2025-12-31T13:05:00Z"),
            "2025-12-31 13:05:00Z");
  EXPECT_EQ(datetime("%FT%T%z", "2025-12-31T13:05:00+0530"),
            "2025-12-31 13:05:00+05:30");
  EXPECT_EQ(datetime("%F %T%z", "2025-12-31 13:05:00-03"),
            "2025-12-31 13:05:00-03:00");
}

TEST(DateFormatTest, NeedsNoFractionBehindAPoint) {
  EXPECT_EQ(datetime("%F %T.%f", "2025-12-31 13:05:04"), "2025-12-31 13:05:04");
  EXPECT_EQ(datetime("%F %T.%f", "2025-12-31 13:05:04.5"),
            "2025-12-31 13:05:04.5");
  EXPECT_EQ(datetime("%F %T.%f%z", "2025-12-31 13:05:04+01"),
            "2025-12-31 13:05:04+01:00");
  for (const char* const text :
       {"2025-12-31 13:05:04.", "2025-12-31 13:05:04,5",
        "2025-12-31 13:05:045"}) {
    EXPECT_EQ(datetime("%F %T.%f", text), "other form") << text;
  }
  EXPECT_EQ(datetime("%F %T,%f", "2025-12-31 13:05:04"), "other form");
}

TEST(DateFormatTest, KnowsTheClock) {
  for (const char* const text : {"24:00:00", "13:60:00", "13:05:60"}) {
    EXPECT_EQ(datetime("%F %T", "2025-12-31 " + std::string(text)),
              "impossible");
  }
  EXPECT_EQ(datetime("%F %I %p", "2025-12-31 13 PM"), "impossible");
  EXPECT_EQ(datetime("%F %I %p", "2025-12-31 0 PM"), "impossible");
  EXPECT_EQ(datetime("%F %H%z", "2025-12-31 13+15:00"), "far offset");
}

TEST(DateFormatTest, RefusesFormatsThatSayTooLittleOrTooMuch) {
  EXPECT_EQ(problem_of("DD.MM.YYYY", kDate),
            "has no words for the parts of a date, such as %d.%m.%Y");
  EXPECT_EQ(problem_of("100%%", kDatetime),
            "has no words for the parts of a date, such as %d.%m.%Y %H:%M");
  EXPECT_EQ(problem_of("%d.%m.", kDate), "needs one of %Y and %y");
  EXPECT_EQ(problem_of("%m.%Y", kDate), "needs a month and a day, or %j alone");
  EXPECT_EQ(problem_of("%j.%m.%Y", kDate),
            "needs a month and a day, or %j alone");
  EXPECT_EQ(problem_of("%d.%d.%Y", kDate),
            "has %d twice, or what means the same");
  EXPECT_EQ(problem_of("%d.%m.%b.%Y", kDate), "has the month twice");
  EXPECT_EQ(problem_of("%F %T", kDate), "has a time, which needs --datetime");
  EXPECT_EQ(problem_of("%F", kDatetime),
            "has no hour: it needs %H, or %I with %p; --date takes days");
  EXPECT_EQ(problem_of("%F %I", kDatetime), "needs %p with %I, and only there");
  EXPECT_EQ(problem_of("%F %", kDate), "ends with a lone %");
  EXPECT_EQ(
      problem_of("%Q", kDate),
      "has %Q, which is none of %Y %y %m %b %B %h %d %e %j %a %A %H %I %p "
      "%M %S %f %z %F %D %T %R %%");
}

}  // namespace
}  // namespace csvimport
