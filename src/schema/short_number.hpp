#pragma once

// Numbers of up to eight characters, as most are: without a look at each
// character, and almost without a branch.

#include "schema/digits.hpp"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace csvimport {

// In each of the two, `text` has `count` characters, and 8 may be read. Both
// read what parse_number() reads, with the same outcome, or nothing: then they
// return false.

// An integer without a sign, of kind kInteger.
[[gnu::always_inline]] inline bool read_short_integer(const char* text,
                                                      std::size_t count,
                                                      std::int64_t& value) {
  if (count - 1 >= kWordDigits) return false;  // also where it is 0
  std::uint64_t word = 0;
  std::memcpy(&word, text, sizeof word);
  word = (word ^ repeated('0')) << (8 * (kWordDigits - count));
  // By `&`: whether there is a 0, is often up to chance.
  const bool has_leading_zero = (static_cast<unsigned>(*text == '0') &
                                 static_cast<unsigned>(count > 1)) != 0;
  if (has_leading_zero || !are_digit_values(word)) return false;
  value = static_cast<std::int64_t>(number_of_digit_values(word));
  return true;
}

// A decimal number without a sign, of kind kReal, that is no integer: with
// digits on either side of a point, and not only zeros behind it.
[[gnu::always_inline]] inline bool read_short_fraction(const char* text,
                                                       std::size_t count,
                                                       double& value) {
  if (count - 1 >= kWordDigits) return false;
  std::uint64_t word = 0;
  std::memcpy(&word, text, sizeof word);
  const std::size_t begin = 8 * (kWordDigits - count);  // in bits, as `point`
  word = (word ^ repeated('0')) << begin;
  const std::size_t place = first_place_of('.' ^ '0', word);
  const std::size_t point = 8 * place;
  if (place == kWordDigits || point == begin) return false;
  // Close the gap that the point leaves.
  const std::uint64_t before = word & ((std::uint64_t{1} << point) - 1);
  const std::uint64_t behind = word >> point >> 8 << point << 8;
  const std::uint64_t digits = behind | before << 8;
  const bool has_leading_zero = *text == '0' && point != begin + 8;
  if (behind == 0 || has_leading_zero || !are_digit_values(digits))
    return false;
  value = static_cast<double>(number_of_digit_values(digits)) /
          kPowersOfTen[kWordDigits - 1 - place];
  return true;
}

}  // namespace csvimport
