#include "schema/full_day.hpp"

#include "schema/moment.hpp"

#include <cstdint>
#include <cstring>

namespace csvimport {
namespace {

// The number of two digits at `text`.
int two_digits(const char* text) {
  return (text[0] - '0') * 10 + (text[1] - '0');
}

}  // namespace

FullDay::FullDay(std::string_view form, std::size_t year_at,
                 std::size_t month_at, std::size_t day_at)
    : size_(form.size()),
      first_(form.substr(0, kWordDigits)),
      last_(form.substr(form.size() - kWordDigits)),
      year_at_(year_at),
      month_at_(month_at),
      day_at_(day_at) {}

bool FullDay::read(std::string_view text, std::string& iso) const {
  std::uint64_t digits = 0;
  if (text.size() != size_ || !first_.read(text.data(), digits) ||
      !last_.read(text.data() + size_ - kWordDigits, digits)) {
    return false;
  }
  const char* const year = text.data() + year_at_;
  const char* const month = text.data() + month_at_;
  const char* const day = text.data() + day_at_;
  Moment moment;
  moment.month = two_digits(month);
  moment.day = two_digits(day);
  // Such a day each month of any year has.
  const bool is_common = moment.month >= 1 && moment.month <= 12 &&
                         moment.day >= 1 && moment.day <= 28;
  if (!is_common) {
    moment.year = two_digits(year) * 100 + two_digits(year + 2);
    if (!moment.complete()) return false;
  }
  iso.resize(10);
  char* const out = iso.data();
  std::memcpy(out, year, 4);
  out[4] = '-';
  std::memcpy(out + 5, month, 2);
  out[7] = '-';
  std::memcpy(out + 8, day, 2);
  return true;
}

}  // namespace csvimport
