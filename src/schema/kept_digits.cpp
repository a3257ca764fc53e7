#include "schema/kept_digits.hpp"

#include "base/ascii.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>

namespace csvimport {
namespace {

// Every decimal number of so many digits comes back from its double.
constexpr std::size_t kSureDigits = std::numeric_limits<double>::digits10;
// SQLite and others write an integer of more in another form.
constexpr std::size_t kWrittenDigits =
    std::numeric_limits<double>::max_digits10;
// No double has more.
constexpr std::size_t kMaxDigits = 767;

// A number as 0.DIGITS times ten to the exponent, in the text that it was read
// from. The digits neither begin nor end with a zero; zero has none.
struct SignificantDigits {
  bool is_negative = false;
  std::string_view digits;  // with the point, if it stands among them
  std::int64_t exponent = 0;
};

// Takes the digits at the start of `text`.
std::string_view take_digits(std::string_view& text) {
  std::size_t count = 0;
  while (count < text.size() && is_ascii_digit(text[count])) {
    ++count;
  }
  const std::string_view digits = text.substr(0, count);
  text.remove_prefix(count);
  return digits;
}

// One out of range is the largest, or the smallest.
std::int64_t exponent_of(std::string_view text) {
  constexpr std::int64_t kFar = std::numeric_limits<std::int64_t>::max() / 4;
  if (text.starts_with('+')) text.remove_prefix(1);
  std::int64_t exponent = 0;
  const auto error =
      std::from_chars(text.data(), text.data() + text.size(), exponent).ec;
  if (error == std::errc()) return std::clamp(exponent, -kFar, kFar);
  return text.starts_with('-') ? -kFar : kFar;
}

std::string_view without_blanks(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\n\v\f\r";
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) + 1 - begin);
}

// Nullopt for a leading plus and for leading zeros, and for what is no decimal
// number.
std::optional<SignificantDigits> significant_digits(std::string_view text) {
  constexpr std::string_view kZerosAndPoint = "0.";
  text = without_blanks(text);
  SignificantDigits number;
  number.is_negative = text.starts_with('-');
  if (number.is_negative) text.remove_prefix(1);
  std::string_view rest = text;
  const std::size_t point = take_digits(rest).size();
  if (point > 1 && text.front() == '0') return std::nullopt;
  std::size_t count = point;
  if (rest.starts_with('.')) {
    rest.remove_prefix(1);
    count += take_digits(rest).size();
  }
  const bool has_exponent = rest.starts_with('e') || rest.starts_with('E');
  if (count == 0 || (!rest.empty() && !has_exponent)) return std::nullopt;
  const std::string_view mantissa = text.substr(0, text.size() - rest.size());
  const std::size_t begin = mantissa.find_first_not_of(kZerosAndPoint);
  if (begin == mantissa.npos) return SignificantDigits{};
  const std::size_t end = mantissa.find_last_not_of(kZerosAndPoint) + 1;
  number.digits = mantissa.substr(begin, end - begin);
  number.exponent = static_cast<std::int64_t>(point) -
                    static_cast<std::int64_t>(begin) + (begin > point ? 1 : 0);
  if (has_exponent) number.exponent += exponent_of(rest.substr(1));
  return number;
}

std::size_t count_of(const SignificantDigits& number) {
  const bool has_point = number.digits.find('.') != number.digits.npos;
  return number.digits.size() - (has_point ? 1 : 0);
}

bool are_same(const SignificantDigits& left, const SignificantDigits& right) {
  if (left.is_negative != right.is_negative ||
      left.exponent != right.exponent || count_of(left) != count_of(right)) {
    return false;
  }
  auto other = right.digits.begin();
  for (const char digit : left.digits) {
    if (digit == '.') continue;
    if (*other == '.') ++other;
    if (digit != *other++) return false;
  }
  return true;
}

// Whether the double, written as short as can be, as programs do, or with as
// many digits, is `number`. The shortest may end otherwise than the nearest of
// as many digits.
bool is_written_as(const SignificantDigits& number, double real) {
  if (count_of(number) > kMaxDigits) return false;
  std::array<char, kMaxDigits + 16> text{};
  char* const begin = text.data();
  char* const end = begin + text.size();
  const auto is_number = [&](const char* stop) {
    const auto written =
        significant_digits({begin, static_cast<std::size_t>(stop - begin)});
    return written && are_same(*written, number);
  };
  constexpr auto kForm = std::chars_format::scientific;
  const int digits_behind_point = static_cast<int>(count_of(number)) - 1;
  return is_number(std::to_chars(begin, end, real, kForm).ptr) ||
         is_number(
             std::to_chars(begin, end, real, kForm, digits_behind_point).ptr);
}

}  // namespace

bool keeps_digits(std::string_view text, const StoredValue& stored) {
  const auto number = significant_digits(text);
  if (!number) return false;
  if (stored.kind == StoredValue::Kind::kInteger) {
    const std::string integer = std::to_string(stored.integer);
    const auto written = significant_digits(integer);
    return written && are_same(*written, *number);
  }
  if (number->digits.empty()) return stored.real == 0;
  const bool is_integer = text.find_first_of(".eE") == text.npos;
  if (is_integer && count_of(*number) > kWrittenDigits) return false;
  if (count_of(*number) <= kSureDigits && std::isnormal(stored.real)) {
    return true;
  }
  return is_written_as(*number, stored.real);
}

std::string number_text(const StoredValue& stored) {
  if (stored.kind == StoredValue::Kind::kInteger) {
    return std::to_string(stored.integer);
  }
  std::array<char, 32> text{};
  const char* const end =
      std::to_chars(text.data(), text.data() + text.size(), stored.real,
                    std::chars_format::general, kSureDigits)
          .ptr;
  return {static_cast<const char*>(text.data()), end};
}

}  // namespace csvimport
