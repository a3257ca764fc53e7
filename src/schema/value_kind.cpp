#include "schema/value_kind.hpp"

#include "base/ascii.hpp"
#include "schema/moment.hpp"

#include <algorithm>
#include <cstddef>

namespace csvimport {
namespace {

bool has_word(std::string_view type, std::string_view word) {
  const auto found =
      std::search(type.begin(), type.end(), word.begin(), word.end(),
                  [](char a, char b) { return ascii_upper(a) == b; });
  return found != type.end();
}

// Takes pieces off a text's start.
class IsoReader {
 public:
  explicit IsoReader(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool is_at_end() const { return rest_.empty(); }

  bool take(char byte) {
    if (!rest_.starts_with(byte)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  bool take_number(std::size_t digits, int& number) {
    if (count_digits() < digits) return false;
    number = 0;
    for (std::size_t i = 0; i < digits; ++i) {
      number = number * 10 + (rest_[i] - '0');
    }
    rest_.remove_prefix(digits);
    return true;
  }

  bool take_day(Moment& moment) {
    return take_number(4, moment.year) && take('-') &&
           take_number(2, moment.month) && take('-') &&
           take_number(2, moment.day);
  }

  // With the offset behind it.
  bool take_time(Moment& moment) {
    if (!take_number(2, moment.hour) || !take(':')) return false;
    if (!take_number(2, moment.minute)) return false;
    if (take(':') && !take_seconds(moment)) return false;
    if (take('Z')) return true;
    if (!take('+') && !take('-')) return true;
    return take_number(2, moment.offset_hour) && take(':') &&
           take_number(2, moment.offset_minute);
  }

 private:
  [[nodiscard]] std::size_t count_digits() const {
    const auto* const end =
        std::find_if_not(rest_.begin(), rest_.end(), is_ascii_digit);
    return static_cast<std::size_t>(end - rest_.begin());
  }

  bool take_seconds(Moment& moment) {
    if (!take_number(2, moment.second)) return false;
    if (!take('.')) return true;
    const std::size_t digits = count_digits();
    rest_.remove_prefix(digits);
    return digits > 0;
  }

  std::string_view rest_;
};

}  // namespace

ValueKind kind_of_values(std::string_view declared_type) {
  if (has_word(declared_type, "BOOL")) return ValueKind::kTruth;
  const bool is_moment =
      has_word(declared_type, "DATE") || has_word(declared_type, "TIME");
  return is_moment ? ValueKind::kMoment : ValueKind::kAny;
}

bool is_iso_moment(std::string_view text) {
  IsoReader reader(text);
  Moment moment;
  // A time alone is as that of any day.
  const bool has_day = text.size() > 4 && text[4] == '-';
  if (has_day && !reader.take_day(moment)) return false;
  if (!has_day) {
    moment.year = 2000;
    moment.month = 1;
    moment.day = 1;
  }
  if (!reader.is_at_end()) {
    if (has_day && !reader.take('T') && !reader.take(' ')) return false;
    if (!reader.take_time(moment)) return false;
  } else if (!has_day) {
    return false;
  }
  return reader.is_at_end() && moment.complete() && moment.has_near_offset();
}

}  // namespace csvimport
