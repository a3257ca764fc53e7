#include "schema/number.hpp"

#include <array>
#include <charconv>
#include <cstdlib>
#include <limits>
#include <system_error>

namespace csvimport {
namespace {

constexpr int kMaxSignificantDigits = 17;
constexpr std::int64_t kFirstOf18Digits = 100'000'000'000'000'000;
constexpr std::int64_t kExactDoubles = std::int64_t{1} << 53;

// Powers of ten that a double holds exactly.
constexpr std::array<double, 23> kPowersOfTen = {
    1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

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
    return at_ == end_ || take_exponent(number);
  }

 private:
  bool take(char byte) {
    if (at_ == end_ || *at_ != byte) return false;
    ++at_;
    return true;
  }

  int take_digits(Decimal& number) {
    const char* const start = at_;
    for (; at_ != end_ && is_digit(*at_); ++at_) {
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
    while (at_ != end_ && is_digit(*at_)) ++at_;
    return at_ == end_ && at_ != start;
  }

  const char* at_;
  const char* end_;
};

// The nearest double. False where there is none.
bool to_double(const Decimal& number, std::string_view text, double& value) {
  // Clinger's fast path: both operands are exact, so the one division rounds
  // correctly.
  if (!number.has_exponent &&
      number.digits <= static_cast<std::uint64_t>(kExactDoubles) &&
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

}  // namespace

bool parse_integer(std::string_view text, std::int64_t& value) {
  const char* at = text.data();
  const char* const end = at + text.size();
  const bool negative = at != end && *at == '-';
  if (negative) ++at;
  const auto count = end - at;
  if (count == 0 || count > 19) return false;
  if (*at == '0') {
    value = 0;
    return count == 1 && !negative;
  }
  std::uint64_t magnitude = 0;  // 19 digits fit
  for (; at != end; ++at) {
    const auto digit = static_cast<std::uint64_t>(*at - '0');
    if (digit > 9) return false;
    magnitude = magnitude * 10 + digit;
  }
  constexpr auto kMax =
      static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (magnitude > kMax + (negative ? 1 : 0)) return false;
  value = static_cast<std::int64_t>(negative ? 0 - magnitude : magnitude);
  return true;
}

bool is_exact_as_real(std::int64_t value) {
  if (value >= -kExactDoubles && value <= kExactDoubles) return true;
  if (value >= kFirstOf18Digits || value <= -kFirstOf18Digits) return false;
  return static_cast<std::int64_t>(static_cast<double>(value)) == value;
}

Number parse_number(std::string_view text) {
  Number number;
  if (parse_integer(text, number.integer)) {
    if (!is_exact_as_real(number.integer)) {
      number.kind = NumberKind::kInexactInteger;
      return number;
    }
    number.kind = NumberKind::kInteger;
    number.real = static_cast<double>(number.integer);
    return number;
  }
  Decimal decimal;
  if (!DecimalParser(text).parse(decimal)) return number;
  if (!to_double(decimal, text, number.real)) return number;
  const bool bare_exponent =
      decimal.has_exponent && !decimal.has_point && !decimal.exponent_has_sign;
  number.kind = bare_exponent ? NumberKind::kBareExponent : NumberKind::kReal;
  return number;
}

}  // namespace csvimport
