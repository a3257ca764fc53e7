#include "profile/iso_moment.hpp"

#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>

namespace csvimport {
namespace {

// The number of the two digits at `at`; -1 if they are none.
int two_digits_at(std::string_view text, std::size_t at) {
  const auto digit = [&](std::size_t place) { return text[place] - '0'; };
  const int tens = digit(at);
  const int ones = digit(at + 1);
  if (tens < 0 || tens > 9 || ones < 0 || ones > 9) return -1;
  return 10 * tens + ones;
}

// Of 13:05, or 13:05:09, as a part of a day; none if it is no time.
std::optional<double> part_of_day(std::string_view time) {
  if (time.size() < 5 || time[2] != ':') return std::nullopt;
  const int hour = two_digits_at(time, 0);
  const int minute = two_digits_at(time, 3);
  if (hour < 0 || hour > 24 || minute < 0 || minute > 59) return std::nullopt;
  int second = 0;
  if (time.size() >= 8 && time[5] == ':') second = two_digits_at(time, 6);
  if (second < 0 || second > 60) return std::nullopt;
  return (hour * 3600 + minute * 60 + second) / 86400.0;
}

}  // namespace

std::optional<double> iso_moment(std::string_view text) {
  constexpr std::size_t kDaySize = 10;
  if (text.size() < kDaySize || text[4] != '-' || text[7] != '-') {
    return std::nullopt;
  }
  const int century = two_digits_at(text, 0);
  const int year = two_digits_at(text, 2);
  const int month = two_digits_at(text, 5);
  const int day = two_digits_at(text, 8);
  if (century < 0 || year < 0 || month < 1 || day < 1) return std::nullopt;
  const std::chrono::year_month_day date{
      std::chrono::year(100 * century + year),
      std::chrono::month(static_cast<unsigned>(month)),
      std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  const auto days = static_cast<double>(
      std::chrono::sys_days(date).time_since_epoch().count());
  if (text.size() == kDaySize) return days;
  if (text[kDaySize] != ' ' && text[kDaySize] != 'T') return std::nullopt;
  const auto time = part_of_day(text.substr(kDaySize + 1));
  return time ? std::optional(days + *time) : std::nullopt;
}

std::string iso_day(double days) {
  const std::chrono::year_month_day date{std::chrono::sys_days(
      std::chrono::days(static_cast<int>(std::floor(days))))};
  std::array<char, 32> text{};
  std::snprintf(
      text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text.data();
}

}  // namespace csvimport
