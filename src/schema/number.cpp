#include "schema/number.hpp"

#include "base/ascii.hpp"
#include "schema/short_number.hpp"

#include <charconv>
#include <cstring>
#include <limits>
#include <system_error>

namespace csvimport {
namespace {

constexpr int kMaxSignificantDigits = 17;
constexpr std::uint64_t kExactDoubles = std::uint64_t{1} << 53;

// The parts of a decimal number, as they are read.
struct Decimal {
  bool negative = false;
  std::uint64_t digits = 0;    // all of them, as an integer
  int significant_digits = 0;  // without the zeros that lead
  int scale = 0;               // digits behind the point
  bool has_point = false;
  bool has_exponent = false;
  bool exponent_has_sign = false;
};

class DecimalParser {
 public:
  explicit DecimalParser(std::string_view text)
      : at_(text.data()), end_(text.data() + text.size()) {}

  // False if the text is not of the form -?(0|[1-9]d*)?(.d+)?([eE][+-]?d+)?
  // with at least one digit before the exponent, or has too many digits.
  bool parse(Decimal& number) {
    number.negative = take('-');
    const bool leading_zero = at_ != end_ && *at_ == '0';
    const int whole_digits = take_digits(number);
    if (leading_zero && whole_digits > 1) return false;
    if (take('.')) {
      number.has_point = true;
      number.scale = take_digits(number);
      if (number.scale == 0) return false;
    } else if (whole_digits == 0) {
      return false;
    }
    if (number.significant_digits > kMaxSignificantDigits) return false;
    // An integer is parse_integer()'s, all but -0, whose sign would be lost.
    if (at_ == end_) return number.has_point;
    return take_exponent(number);
  }

 private:
  bool take(char byte) {
    if (at_ == end_ || *at_ != byte) return false;
    ++at_;
    return true;
  }

  int take_digits(Decimal& number) {
    const char* const start = at_;
    for (; at_ != end_ && is_ascii_digit(*at_); ++at_) {
      if (number.significant_digits > 0 || *at_ != '0') {
        if (++number.significant_digits > kMaxSignificantDigits) return 1;
      }
      number.digits =
          number.digits * 10 + static_cast<std::uint64_t>(*at_ - '0');
    }
    return static_cast<int>(at_ - start);
  }

  bool take_exponent(Decimal& number) {
    if (!take('e') && !take('E')) return false;
    number.has_exponent = true;
    number.exponent_has_sign = take('+') || take('-');
    const char* const start = at_;
    while (at_ != end_ && is_ascii_digit(*at_)) ++at_;
    return at_ == end_ && at_ != start;
  }

  const char* at_;
  const char* end_;
};

// The nearest double. False where there is none.
bool to_double(const Decimal& number, std::string_view text, double& value) {
  // Clinger's fast path: both operands are exact, so the one division rounds
  // correctly.
  if (!number.has_exponent && number.digits <= kExactDoubles &&
      static_cast<std::size_t>(number.scale) < kPowersOfTen.size()) {
    value = static_cast<double>(number.digits) /
            kPowersOfTen[static_cast<std::size_t>(number.scale)];
    if (number.negative) value = -value;
    return true;
  }
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  return error == std::errc() && stop == end;
}

// The digits of `text`, 1 to 19 of them, as a number; false if it has others.
bool parse_digits(const char* text, std::size_t count, std::uint64_t& value) {
  // The odd ones first, then eight at a time.
  const std::size_t odd = (count - 1) % kWordDigits + 1;
  std::uint64_t word = load_digits(text, odd);
  if (!are_digits(word)) return false;
  value = value_of_digits(word);
  const char* const end = text + count;
  for (const char* at = text + odd; at != end; at += kWordDigits) {
    std::memcpy(&word, at, kWordDigits);
    if (!are_digits(word)) return false;
    value = value * 100'000'000 + value_of_digits(word);
  }
  return true;
}

// Reads a decimal number of up to 8 characters behind its sign, with a point
// and no exponent. False if it is none, or one that parse_any_decimal() must
// look at.
bool parse_decimal_word(const char* text, std::size_t count, double& value) {
  const std::uint64_t word = load_digits(text, count) ^ repeated('0');
  std::uint64_t behind = 0;
  return decimal_of_word(word, count, value, behind);
}

// The same of longer ones, up to 15 digits, which a double holds exactly.
bool parse_longer_decimal(const char* text, std::size_t count, double& value) {
  constexpr std::size_t kMaxExactDigits = 15;
  const auto* const point =
      static_cast<const char*>(std::memchr(text, '.', count));
  if (point == nullptr) return false;
  const auto whole_digits = static_cast<std::size_t>(point - text);
  const std::size_t scale = count - whole_digits - 1;
  if (whole_digits == 0 || scale == 0) return false;
  if (whole_digits + scale > kMaxExactDigits) return false;
  if (whole_digits > 1 && text[0] == '0') return false;
  std::uint64_t whole = 0;
  std::uint64_t fraction = 0;
  if (!parse_digits(text, whole_digits, whole)) return false;
  if (!parse_digits(point + 1, scale, fraction)) return false;
  const double power = kPowersOfTen[scale];
  value = (static_cast<double>(whole) * power + static_cast<double>(fraction)) /
          power;
  return true;
}

Number parse_any_decimal(std::string_view text) {
  Number number;
  Decimal decimal;
  if (!DecimalParser(text).parse(decimal)) return number;
  if (!to_double(decimal, text, number.real)) return number;
  const bool bare_exponent =
      decimal.has_exponent && !decimal.has_point && !decimal.exponent_has_sign;
  number.kind = bare_exponent ? NumberKind::kBareExponent : NumberKind::kReal;
  return number;
}

}  // namespace

bool parse_long_integer(const char* text, std::size_t count, bool negative,
                        std::int64_t& value) {
  constexpr std::size_t kMaxDigits = 19;
  std::uint64_t magnitude = 0;
  if (count > kMaxDigits || !parse_digits(text, count, magnitude)) return false;
  constexpr auto kMax =
      static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (magnitude > kMax + (negative ? 1 : 0)) return false;
  value = static_cast<std::int64_t>(negative ? 0 - magnitude : magnitude);
  return true;
}

Number parse_number(std::string_view text) {
  Number number;
  const bool negative = text.starts_with('-');
  const std::size_t count = text.size() - (negative ? 1 : 0);
  const char* const digits = text.data() + (negative ? 1 : 0);
  const bool is_decimal =
      count > kWordDigits
          ? parse_longer_decimal(digits, count, number.real)
          : count > 0 && parse_decimal_word(digits, count, number.real);
  if (is_decimal) {
    number.kind = NumberKind::kReal;
    if (negative) number.real = -number.real;
    return number;
  }
  if (!parse_integer(text, number.integer)) return parse_any_decimal(text);
  if (is_exact_as_real(number.integer)) {
    number.kind = NumberKind::kInteger;
    number.real = static_cast<double>(number.integer);
  } else {
    number.kind = NumberKind::kInexactInteger;
  }
  return number;
}

}  // namespace csvimport
