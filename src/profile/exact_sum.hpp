#pragma once

// A sum of reals that is the same in whatever order they come.

#include <array>
#include <cstdint>

namespace csvimport {

// The exact sum of doubles, as a number with a fixed point: it has digits of 32
// bits for all that a double can be, and room above them, so that adding one
// is three or four additions of integers, and the only rounding is the last.
// One thread at a time.
class ExactSum {
 public:
  // Adds `value`, or that so many times, fewer than 2^32. An infinite one makes
  // the sum infinite.
  void add(double value) { add(value, 1); }
  void add(double value, std::uint64_t count);
  void merge(const ExactSum& other);
  // The nearest double.
  [[nodiscard]] double value() const;

 private:
  // A double is less than 2^1024 and a multiple of 2^-1074; with a count it
  // may touch four digits.
  static constexpr int kDigits = (1024 + 1074) / 32 + 4;
  static constexpr std::uint32_t kMaxAdded = std::uint32_t{1} << 30;
  using Digits = std::array<std::int64_t, kDigits>;

  // Makes each digit but the last 0 to 2^32 - 1.
  static void carry(Digits& digits);
  void note_added();

  Digits digits_{};          // of 2^-1074 in the first
  std::uint32_t added_ = 0;  // since the digits were carried, at most kMaxAdded
  double infinite_ = 0;      // the sum of the infinite ones
};

}  // namespace csvimport
