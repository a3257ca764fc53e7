#pragma once

// Numbers of few digits, as most are: without a look at each one, and almost
// without a branch.

#include "schema/digits.hpp"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace csvimport {

// The values of `count` digits at `text`, 1 to 8, of which 8 may be read, as
// the last of a word that starts with zeros.
[[gnu::always_inline]] inline std::uint64_t load_digit_values(
    const char* text, std::size_t count) {
  std::uint64_t word = 0;
  std::memcpy(&word, text, sizeof word);
  return (word ^ repeated('0')) << (8 * (kWordDigits - count));
}

// The decimal number in the last `count` places, 1 to 8, of a word of the
// values of its characters, behind zeros: digits with a point before or among
// them, without a sign. `behind` is 0 if the digits behind the point are. False
// if it is none, or starts with a needless 0.
[[gnu::always_inline]] inline bool decimal_of_word(std::uint64_t word,
                                                   std::size_t count,
                                                   double& value,
                                                   std::uint64_t& behind) {
  const std::size_t begin = 8 * (kWordDigits - count);  // in bits, as `point`
  const std::size_t place = first_place_of('.' ^ '0', word);
  if (place >= kWordDigits - 1) return false;
  const std::size_t point = 8 * place;
  // Close the gap that the point leaves.
  const std::uint64_t before = word & ((std::uint64_t{1} << point) - 1);
  behind = word >> (point + 8) << (point + 8);
  const std::uint64_t digits = behind | before << 8;
  const bool has_leading_zero =
      (word >> begin & 0xFF) == 0 && point != begin + 8;
  if (has_leading_zero || !are_digit_values(digits)) return false;
  value = static_cast<double>(number_of_digit_values(digits)) /
          kPowersOfTen[kWordDigits - 1 - place];
  return true;
}

// In each of the two, `text` has `count` characters, and 8 may be read. Both
// read what parse_number() reads, with the same outcome, or nothing: then they
// return false.

// An integer of kind kInteger, of up to 8 digits and without a sign.
[[gnu::always_inline]] inline bool read_short_integer(const char* text,
                                                      std::size_t count,
                                                      std::int64_t& value) {
  if (count - 1 >= kWordDigits) return false;  // also where it is 0
  const std::uint64_t word = load_digit_values(text, count);
  // By `&`: whether there is a 0, is often up to chance.
  const bool has_leading_zero = (static_cast<unsigned>(*text == '0') &
                                 static_cast<unsigned>(count > 1)) != 0;
  if (has_leading_zero || !are_digit_values(word)) return false;
  value = static_cast<std::int64_t>(number_of_digit_values(word));
  return true;
}

// For read_short_fraction(): of 1 to 8 characters, without a sign.
[[gnu::always_inline]] inline bool read_fraction_word(const char* text,
                                                      std::size_t count,
                                                      double& value) {
  std::uint64_t behind = 0;
  return decimal_of_word(load_digit_values(text, count), count, value,
                         behind) &&
         behind != 0 && *text != '.';
}

// For read_short_fraction(): of more characters, or with a sign.
bool read_longer_fraction(const char* text, std::size_t count, double& value);

// A decimal number of kind kReal that is no integer: with digits on either side
// of a point, up to 15, and not only zeros behind it.
[[gnu::always_inline]] inline bool read_short_fraction(const char* text,
                                                       std::size_t count,
                                                       double& value) {
  if (count - 1 >= kWordDigits || *text == '-') {
    double longer = 0;  // so that `value` can stay in a register
    const bool is_read = read_longer_fraction(text, count, longer);
    value = longer;
    return is_read;
  }
  return read_fraction_word(text, count, value);
}

}  // namespace csvimport
