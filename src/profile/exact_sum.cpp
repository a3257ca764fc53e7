#include "profile/exact_sum.hpp"

#include <bit>
#include <cmath>
#include <cstddef>

namespace csvimport {
namespace {

// ISO C++ has no name for it.
__extension__ using Wide = unsigned __int128;

constexpr std::int64_t kDigit = std::int64_t{1} << 32;
constexpr int kFractionBits = 52;
constexpr std::uint64_t kFraction = (std::uint64_t{1} << kFractionBits) - 1;
constexpr int kLowestExponent = -1074;

}  // namespace

void ExactSum::add(double value, std::uint64_t count) {
  const auto bits = std::bit_cast<std::uint64_t>(value);
  const int exponent = static_cast<int>(bits >> kFractionBits & 0x7FF);
  if (exponent == 0x7FF) {
    infinite_ += value;
    return;
  }
  std::uint64_t mantissa = bits & kFraction;
  int place = 0;  // of its last bit, above 2^-1074
  if (exponent > 0) {
    mantissa |= std::uint64_t{1} << kFractionBits;
    place = exponent - 1;
  }
  auto digit = static_cast<std::size_t>(place / 32);
  const Wide product = static_cast<Wide>(mantissa) * count << place % 32;
  const auto low = static_cast<std::uint64_t>(product);
  const auto high = static_cast<std::uint64_t>(product >> 64);
  const std::int64_t sign = value < 0 ? -1 : 1;
  const auto add_digit = [&](std::uint64_t part) {
    digits_[digit++] += sign * static_cast<std::int64_t>(part & (kDigit - 1));
  };
  add_digit(low);
  add_digit(low >> 32);
  add_digit(high);
  add_digit(high >> 32);
  note_added();
}

void ExactSum::note_added() {
  if (++added_ < kMaxAdded) return;
  carry(digits_);
  added_ = 1;
}

void ExactSum::merge(const ExactSum& other) {
  carry(digits_);
  Digits others = other.digits_;
  carry(others);
  for (std::size_t i = 0; i < digits_.size(); ++i) digits_[i] += others[i];
  added_ = 2;
  infinite_ += other.infinite_;
}

void ExactSum::carry(Digits& digits) {
  for (std::size_t i = 0; i + 1 < digits.size(); ++i) {
    const std::int64_t over = digits[i] >> 32;  // rounds down
    digits[i] -= over * kDigit;
    digits[i + 1] += over;
  }
}

// Of the digits, the first three that are not 0 say which double is nearest,
// and whether there is anything below them.
double ExactSum::value() const {
  if (infinite_ != 0) return infinite_;  // NaN, too
  Digits digits = digits_;
  carry(digits);
  const bool is_negative = digits.back() < 0;
  if (is_negative) {
    for (std::int64_t& digit : digits) digit = -digit;
    carry(digits);
  }
  std::size_t top = digits.size();
  while (top > 0 && digits[top - 1] == 0) --top;
  if (top == 0) return 0;
  Wide first = 0;
  std::size_t low = top;
  while (low > 0 && top - low < 3) {
    first = first << 32 | static_cast<std::uint64_t>(digits[--low]);
  }
  bool has_rest = false;
  for (std::size_t i = 0; i < low; ++i) has_rest |= digits[i] != 0;
  // As a number of 62 bits or fewer, whose last one stands for all below.
  int shift = 0;
  while (first >> 62 != 0) {
    has_rest |= (first & 1) != 0;
    first >>= 1;
    ++shift;
  }
  auto mantissa = static_cast<std::uint64_t>(first);
  if (has_rest) mantissa |= 1;
  const double size =
      std::ldexp(static_cast<double>(mantissa),
                 shift + static_cast<int>(low) * 32 + kLowestExponent);
  return is_negative ? -size : size;
}

}  // namespace csvimport
