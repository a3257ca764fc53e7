#pragma once

// The hash that stands for a value: values are taken for the same where it is.

#include "schema/typed_value.hpp"

// Within the files that include this, so that it is inlined, and no library
// has to be loaded at the start.
#define XXH_INLINE_ALL
#include <xxhash.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <string_view>

namespace csvimport {

// XXH3 of 64 bits. Numbers have seeds of their own, so that they are not taken
// for texts of the same bytes; a real that is a whole number is the integer,
// as SQLite compares them. That two of a billion values have the same one is
// less likely than 1 in 30, and of the few that are counted one by one less
// than 1 in a million.
inline std::uint64_t hash_of_text(std::string_view text) {
  return XXH3_64bits(text.data(), text.size());
}

inline std::uint64_t hash_of_integer(std::int64_t value) {
  constexpr std::uint64_t kSeed = 1;
  return XXH3_64bits_withSeed(&value, sizeof value, kSeed);
}

inline std::uint64_t hash_of_real(double value) {
  constexpr std::uint64_t kSeed = 2;
  constexpr double kLimit = 9.2e18;
  if (std::abs(value) < kLimit) {
    const auto whole = static_cast<std::int64_t>(value);
    if (static_cast<double>(whole) == value) return hash_of_integer(whole);
  }
  return XXH3_64bits_withSeed(&value, sizeof value, kSeed);
}

// Of a value that is not NULL.
inline std::uint64_t hash_of(const TypedValue& value) {
  switch (value.kind()) {
    case TypedValue::Kind::kInteger:
      return hash_of_integer(value.integer());
    case TypedValue::Kind::kReal:
      return hash_of_real(value.real());
    default:
      return hash_of_text(value.text());
  }
}

}  // namespace csvimport
