#pragma once

// Digits, eight at a time: a word holds eight characters, the first in its
// lowest byte. The arithmetic is the well-known one by Johnny Lee and Daniel
// Lemire ("Quickly parsing eight digits", 2018 and 2022).

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace csvimport {

static_assert(std::endian::native == std::endian::little);

inline constexpr std::size_t kWordDigits = 8;

// Powers of ten that a double holds exactly.
inline constexpr std::array<double, 23> kPowersOfTen = {
    1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

// The word that has `byte` in each place.
constexpr std::uint64_t repeated(std::uint8_t byte) {
  return byte * 0x0101010101010101U;
}

// The `count` characters at `text`, 1 to 8, as the last of a word that starts
// with the digit 0. Reads no other byte.
inline std::uint64_t load_digits(const char* text, std::size_t count) {
  const std::size_t padding = 8 * (kWordDigits - count);  // in bits
  const std::uint64_t zeros =
      repeated('0') & ((std::uint64_t{1} << padding) - 1);
  if (count >= 4) {
    std::uint32_t first = 0;  // may overlap the last
    std::uint32_t last = 0;
    std::memcpy(&first, text, sizeof first);
    std::memcpy(&last, text + count - sizeof last, sizeof last);
    return std::uint64_t{last} << 32 | std::uint64_t{first} << padding | zeros;
  }
  const auto at = [&](std::size_t i) {
    return std::uint64_t{static_cast<std::uint8_t>(text[i])}
           << (padding + 8 * i);
  };
  return at(0) | at(count / 2) | at(count - 1) | zeros;
}

// Whether all are the values of digits, 0 to 9, in place of their characters.
inline bool are_digit_values(std::uint64_t word) {
  return ((word | (word + repeated(0x76))) & repeated(0x80)) == 0;
}

inline bool are_digits(std::uint64_t word) {
  return are_digit_values(word ^ repeated('0'));
}

// The number that a word of the values of digits reads as.
inline std::uint64_t number_of_digit_values(std::uint64_t word) {
  word = word * 10 + (word >> 8);  // pairs, in every other byte
  constexpr std::uint64_t kPairs = 0x000000FF000000FF;
  return ((word & kPairs) * (100 + (std::uint64_t{1'000'000} << 32)) +
          ((word >> 16) & kPairs) * (1 + (std::uint64_t{10'000} << 32))) >>
         32;
}

// The number that a word of digits reads as.
inline std::uint64_t value_of_digits(std::uint64_t word) {
  return number_of_digit_values(word - repeated('0'));
}

// The first place of `byte` in the word, counting from 0; 8 if it is not there.
inline std::size_t first_place_of(std::uint8_t byte, std::uint64_t word) {
  const std::uint64_t zero_where = word ^ repeated(byte);
  const std::uint64_t found =
      (zero_where - repeated(0x01)) & ~zero_where & repeated(0x80);
  return static_cast<std::size_t>(std::countr_zero(found)) / 8;
}

}  // namespace csvimport
