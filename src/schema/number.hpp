#pragma once

// Which texts are numbers: those where the number says all that the text said,
// so that no value changes its meaning.

#include "schema/digits.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace csvimport {

// What a text is, from the most to the least particular.
enum class NumberKind : std::uint8_t {
  kNone,            // no number, or one that would not come back as it was
  kInteger,         // canonical, 64 bits, and exact as a double
  kInexactInteger,  // canonical, 64 bits, but a double would not keep it
  kReal,            // a decimal number with a point or an exponent
  kBareExponent,    // such as 12E4: a number, or as likely an identifier
};

struct Number {
  NumberKind kind = NumberKind::kNone;
  std::int64_t integer = 0;  // for the two kinds of integers
  double real = 0;           // for all but kNone and kInexactInteger
};

// For parse_integer(): one of more than 8 digits, without a leading zero.
bool parse_long_integer(const char* digits, std::size_t count, bool negative,
                        std::int64_t& value);

// Reads `text` as the canonical decimal form of a 64-bit integer: "0", or an
// optional "-" and digits without a leading zero. False if it is none.
[[gnu::always_inline]] inline bool parse_integer(std::string_view text,
                                                 std::int64_t& value) {
  const char* digits = text.data();
  std::size_t count = text.size();
  const bool negative = count != 0 && *digits == '-';
  if (negative) {
    ++digits;
    --count;
  }
  if (count == 0) return false;
  if (*digits == '0') {
    value = 0;
    return count == 1 && !negative;
  }
  if (count > kWordDigits) {
    std::int64_t long_value = 0;  // so that `value` can stay in a register
    const bool fits = parse_long_integer(digits, count, negative, long_value);
    value = long_value;
    return fits;
  }
  const std::uint64_t word = load_digits(digits, count);
  const auto magnitude = static_cast<std::int64_t>(value_of_digits(word));
  value = negative ? -magnitude : magnitude;
  return are_digits(word);
}

// Whether `value`, written in decimal, is a number of the kind kInteger.
inline bool is_exact_as_real(std::int64_t value) {
  constexpr std::int64_t kExact = std::int64_t{1} << 53;
  constexpr std::int64_t kFirstOf18Digits = 100'000'000'000'000'000;
  if (value >= -kExact && value <= kExact) return true;
  if (value >= kFirstOf18Digits || value <= -kFirstOf18Digits) return false;
  return static_cast<std::int64_t>(static_cast<double>(value)) == value;
}

// Reads any number. A real has no leading zeros, at most 17 significant digits,
// and is finite; it is rounded to the nearest double.
Number parse_number(std::string_view text);

}  // namespace csvimport
