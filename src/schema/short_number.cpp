#include "schema/short_number.hpp"

namespace csvimport {
namespace {

// Reads 9 to 16 characters: 1 to 7 digits before the point, up to 8 behind it.
bool read_fraction_words(const char* text, std::size_t count, double& value) {
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

}  // namespace

bool read_longer_fraction(const char* text, std::size_t count, double& value) {
  // No branch: which numbers have a sign, is often up to chance.
  const std::size_t sign = count > 0 && *text == '-' ? 1 : 0;
  text += sign;
  count -= sign;
  if (count - 1 >= 2 * kWordDigits) return false;  // also where it is 0
  const bool is_read = count <= kWordDigits
                           ? read_fraction_word(text, count, value)
                           : read_fraction_words(text, count, value);
  if (sign != 0) value = -value;
  return is_read;
}

}  // namespace csvimport
