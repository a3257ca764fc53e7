#pragma once

// Numbers of few digits, as most are: without a look at each one, and almost
// without a branch.

#include "schema/digits.hpp"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace csvimport {

// The digits of a number, as they stand, behind its sign.
struct UnsignedText {
  // `text` has `count` characters, and one may be read if that is 0.
  UnsignedText(const char* text, std::size_t count)
      : negative(*text == '-' ? 1 : 0),
        begin(text + negative),
        count(count - negative) {}

  std::size_t negative;  // 1 or 0: a sign, or none, is often up to chance
  const char* begin;
  std::size_t count;  // wraps where the text is empty
};

// The values of `count` digits at `text`, 1 to 8, of which 8 may be read, as
// the last of a word that starts with zeros.
[[gnu::always_inline]] inline std::uint64_t load_digit_values(
    const char* text, std::size_t count) {
  std::uint64_t word = 0;
  std::memcpy(&word, text, sizeof word);
  return (word ^ repeated('0')) << (8 * (kWordDigits - count));
}

// In each of the two, `text` has `count` characters, and 9 may be read. Both
// read what parse_number() reads, with the same outcome, or nothing: then they
// return false.

// An integer of kind kInteger, of up to 8 digits.
[[gnu::always_inline]] inline bool read_short_integer(const char* text,
                                                      std::size_t count,
                                                      std::int64_t& value) {
  const UnsignedText digits(text, count);
  if (digits.count - 1 >= kWordDigits) return false;  // also where it is 0
  const std::uint64_t word = load_digit_values(digits.begin, digits.count);
  // By `&`: whether there is a 0, is often up to chance.
  const bool has_leading_zero = (static_cast<unsigned>(*digits.begin == '0') &
                                 static_cast<unsigned>(count > 1)) != 0;
  if (has_leading_zero || !are_digit_values(word)) return false;
  const auto sign = static_cast<std::int64_t>(digits.negative);
  value =
      (static_cast<std::int64_t>(number_of_digit_values(word)) ^ -sign) + sign;
  return true;
}

// For read_short_fraction(): where there are at most 8 characters, which are
// two numbers with a point between them.
[[gnu::always_inline]] inline bool read_fraction_word(const char* text,
                                                      std::size_t count,
                                                      double& value) {
  const std::uint64_t word = load_digit_values(text, count);
  const std::size_t begin = 8 * (kWordDigits - count);  // in bits, as `point`
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

// The same of 9 to 16 characters: 1 to 7 before the point, up to 8 behind it.
[[gnu::always_inline]] inline bool read_fraction_words(const char* text,
                                                       std::size_t count,
                                                       double& value) {
  std::uint64_t start = 0;
  std::memcpy(&start, text, sizeof start);
  const std::size_t whole_digits = first_place_of('.', start);
  const std::size_t scale = count - whole_digits - 1;
  if (whole_digits - 1 >= kWordDigits - 1 || scale > kWordDigits) return false;
  const std::uint64_t whole = load_digit_values(text, whole_digits);
  // The last ones, without what stands before them.
  std::uint64_t behind = 0;
  std::memcpy(&behind, text + count - sizeof behind, sizeof behind);
  const std::size_t others = 8 * (kWordDigits - scale);  // in bits
  behind = (behind ^ repeated('0')) >> others << others;
  const bool has_leading_zero = *text == '0' && whole_digits > 1;
  if (behind == 0 || has_leading_zero || !are_digit_values(whole) ||
      !are_digit_values(behind)) {
    return false;
  }
  const double power = kPowersOfTen[scale];
  // Exact up to the division: 15 digits are fewer than 53 bits.
  value = (static_cast<double>(number_of_digit_values(whole)) * power +
           static_cast<double>(number_of_digit_values(behind))) /
          power;
  return true;
}

// A decimal number of kind kReal that is no integer: with digits on either side
// of a point, up to 15, and not only zeros behind it.
[[gnu::always_inline]] inline bool read_short_fraction(const char* text,
                                                       std::size_t count,
                                                       double& value) {
  const UnsignedText digits(text, count);
  if (digits.count - 1 >= 2 * kWordDigits) return false;
  const bool is_read =
      digits.count <= kWordDigits
          ? read_fraction_word(digits.begin, digits.count, value)
          : read_fraction_words(digits.begin, digits.count, value);
  if (digits.negative != 0) value = -value;
  return is_read;
}

}  // namespace csvimport
