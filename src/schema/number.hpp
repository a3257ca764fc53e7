#pragma once

// Which texts are numbers, by the rules of DESIGN.md, section 5: a text counts
// as a number only where the number says all that the text said.

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

// Reads `text` as the canonical decimal form of a 64-bit integer: "0", or an
// optional "-" and digits without a leading zero. False if it is none.
bool parse_integer(std::string_view text, std::int64_t& value);

// Whether `value`, written in decimal, is a number of the kind kInteger.
bool is_exact_as_real(std::int64_t value);

// Reads any number. A real has no leading zeros, at most 17 significant digits,
// and is finite; it is rounded to the nearest double.
Number parse_number(std::string_view text);

}  // namespace csvimport
