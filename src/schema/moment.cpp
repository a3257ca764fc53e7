#include "schema/moment.hpp"

#include <array>
#include <cstddef>

namespace csvimport {
namespace {

constexpr std::array<int, 12> kDaysBefore = {0,   31,  59,  90,  120, 151,
                                             181, 212, 243, 273, 304, 334};
constexpr int kLastOffsetHour = 14;  // that SQLite reads

bool is_leap_year(int year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int days_of_year(int year) { return is_leap_year(year) ? 366 : 365; }

int days_before(int year, int month) {
  return kDaysBefore[static_cast<std::size_t>(month - 1)] +
         (month > 2 && is_leap_year(year) ? 1 : 0);
}

int days_of_month(int year, int month) {
  const int next =
      month == 12 ? days_of_year(year) : days_before(year, month + 1);
  return next - days_before(year, month);
}

// From Sunday, 0.
int weekday_of(int year, int day_of_year) {
  constexpr int kFourCenturies = 400;  // have whole weeks
  const int before = year + kFourCenturies - 1;
  const int days =
      before * 365 + before / 4 - before / 100 + before / 400 + day_of_year;
  return days % 7;
}

// A number of two digits at `out`; behind them.
char* put_two(int number, char* out) {
  *out++ = static_cast<char>('0' + number / 10);
  *out++ = static_cast<char>('0' + number % 10);
  return out;
}

}  // namespace

bool Moment::has_near_offset() const { return offset_hour <= kLastOffsetHour; }

bool Moment::complete_day() {
  if (day_of_year >= 0) {
    if (day_of_year < 1 || day_of_year > days_of_year(year)) return false;
    month = 12;
    while (days_before(year, month) >= day_of_year) --month;
    day = day_of_year - days_before(year, month);
  }
  if (month < 1 || month > 12) return false;
  if (day < 1 || day > days_of_month(year, month)) return false;
  return weekday < 0 ||
         weekday == weekday_of(year, days_before(year, month) + day);
}

bool Moment::complete_time() {
  if (hour_of_12 >= 0) {
    if (hour_of_12 < 1 || hour_of_12 > 12) return false;
    hour = hour_of_12 % 12 + (is_afternoon == 1 ? 12 : 0);
  }
  return hour <= 23 && minute <= 59 && second <= 59 && offset_minute <= 59;
}

void append_day(const Moment& moment, std::string& iso) {
  std::array<char, 10> text{};
  char* out = put_two(moment.year / 100, text.data());
  out = put_two(moment.year % 100, out);
  *out++ = '-';
  out = put_two(moment.month, out);
  *out++ = '-';
  put_two(moment.day, out);
  iso.append(text.data(), text.size());
}

void append_time(const Moment& moment, std::string& iso) {
  std::array<char, 9> text{};
  text[0] = ' ';
  char* out = put_two(moment.hour, text.data() + 1);
  *out++ = ':';
  out = put_two(moment.minute, out);
  *out++ = ':';
  put_two(moment.second, out);
  iso.append(text.data(), text.size());
  if (!moment.fraction.empty()) {
    iso += '.';
    iso += moment.fraction;
  }
  iso += moment.offset_sign;
  if (moment.offset_sign.empty() || moment.offset_sign == "Z") return;
  std::array<char, 5> offset{};
  out = put_two(moment.offset_hour, offset.data());
  *out++ = ':';
  put_two(moment.offset_minute, out);
  iso.append(offset.data(), offset.size());
}

}  // namespace csvimport
