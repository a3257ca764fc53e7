#include "profile/column_share.hpp"

#include "base/utf8.hpp"
#include "profile/text_range.hpp"

#include <cstring>

namespace csvimport {
namespace {

// Adds the four digits of 32 bits of a sum of integers.
void add_wide(NumberFacts::Wide sum, ExactSum& total) {
  const bool is_negative = sum < 0;
  // -sum of the least number would not be one.
  __extension__ using Unsigned = unsigned __int128;
  auto size = static_cast<Unsigned>(sum);
  if (is_negative) size = ~size + 1;
  constexpr double kDigit = 4294967296.0;
  for (double scale = is_negative ? -1 : 1; size != 0; scale *= kDigit) {
    total.add(scale * static_cast<double>(static_cast<std::uint32_t>(size)));
    size >>= 32;
  }
}

// Those of the eight whose upper two bits are 10.
std::uint64_t bytes_inside_characters(std::uint64_t bytes) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  const std::uint64_t marks = bytes >> 7 & ~(bytes >> 6) & kOnes;
  return marks * kOnes >> 56;
}

}  // namespace

void NumberFacts::merge(const NumberFacts& other) {
  integers += other.integers;
  min_integer = std::min(min_integer, other.min_integer);
  max_integer = std::max(max_integer, other.max_integer);
  integer_sum += other.integer_sum;
  if (other.reals == 0) return;
  reals += other.reals;
  min_real = std::min(min_real, other.min_real);
  max_real = std::max(max_real, other.max_real);
  real_sum.merge(other.real_sum);
}

double NumberFacts::mean() const {
  ExactSum sum = real_sum;
  add_wide(integer_sum, sum);
  return sum.value() / static_cast<double>(count());
}

void TextFacts::merge(const TextFacts& other) {
  count += other.count;
  min_length = std::min(min_length, other.min_length);
  max_length = std::max(max_length, other.max_length);
  length_sum += other.length_sum;
}

void ColumnShare::clear() {
  nulls = 0;
  numbers = {};
  texts = {};
  min_text = {};
  max_text = {};
  counted.clear();
  rest_hashes.clear();
  rest.clear();
  has_rest = false;
}

std::string_view start_of_text(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  constexpr std::size_t kMostBytesBehindFirst = 3;
  std::size_t end = bytes;
  while (end > bytes - kMostBytesBehindFirst && is_inside_character(text[end]))
    --end;
  return text.substr(0, is_inside_character(text[end]) ? bytes : end);
}

// Eight bytes at a time, and at the end the last eight without those that have
// been counted.
std::uint64_t characters_of(std::string_view text) {
  std::uint64_t inside = bytes_inside_characters(first_bytes(text));
  constexpr std::size_t kBytes = sizeof(std::uint64_t);
  for (std::size_t at = kBytes; at < text.size(); at += kBytes) {
    const std::size_t left = std::min(text.size() - at, kBytes);
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, text.data() + at + left - kBytes, sizeof bytes);
    inside += bytes_inside_characters(bytes >> (kBytes - left) * 8);
  }
  return text.size() - inside;
}

}  // namespace csvimport
