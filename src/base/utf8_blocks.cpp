#include "base/utf8_blocks.hpp"

#ifdef __x86_64__

#include <tmmintrin.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace csvimport {
namespace {

// In the manner of Keiser and Lemire, "Validating UTF-8 in less than one
// instruction per byte": of each two bytes that follow each other, the halves
// of the first and the upper half of the second say, by a table each, which
// kinds of error they may be part of. It is one if all three say so.

constexpr std::size_t kVectorBytes = sizeof(__m128i);

using HalfTable = std::array<std::uint8_t, 16>;

struct PairTables {
  HalfTable first_high{};
  HalfTable first_low{};
  HalfTable second_high{};

  // Such two bytes are an error of that kind. As far as a first byte of the
  // kind goes, each upper half goes with each lower half.
  constexpr void add(unsigned kind, unsigned first, unsigned last_first,
                     unsigned second, unsigned last_second) {
    const auto bit = static_cast<std::uint8_t>(1U << kind);
    for (unsigned byte = first; byte <= last_first; ++byte) {
      first_high[byte >> 4] |= bit;
      first_low[byte & 0xF] |= bit;
    }
    for (unsigned byte = second; byte <= last_second; ++byte) {
      second_high[byte >> 4] |= bit;
    }
  }
};

// Two continuation bytes are one unless a character of three or four bytes has
// them.
constexpr unsigned kTwoInside = 7;

// What the Unicode standard, table 3-7, does not have.
constexpr PairTables make_pair_tables() {
  PairTables tables;
  tables.add(0, 0xC0, 0xFF, 0x00, 0x7F);  // too few continuation bytes
  tables.add(0, 0xC0, 0xFF, 0xC0, 0xFF);
  tables.add(1, 0x00, 0x7F, 0x80, 0xBF);  // one too many
  tables.add(2, 0xC0, 0xC1, 0x80, 0xBF);  // fewer bytes would do
  tables.add(3, 0xE0, 0xE0, 0x80, 0x9F);
  tables.add(4, 0xF0, 0xF0, 0x80, 0x8F);
  tables.add(4, 0xF5, 0xFF, 0x80, 0x8F);  // beyond U+10FFFF
  tables.add(5, 0xF4, 0xFF, 0x90, 0xBF);
  tables.add(6, 0xED, 0xED, 0xA0, 0xBF);  // half of a surrogate pair
  tables.add(kTwoInside, 0x80, 0xBF, 0x80, 0xBF);
  return tables;
}

constexpr PairTables kPairTables = make_pair_tables();

#define CSVIMPORT_BLOCKS [[gnu::target("ssse3"), gnu::always_inline]] inline

CSVIMPORT_BLOCKS __m128i load_bytes(const void* bytes) {
  return _mm_loadu_si128(static_cast<const __m128i*>(bytes));
}

CSVIMPORT_BLOCKS __m128i filled(unsigned byte) {
  return _mm_set1_epi8(static_cast<char>(byte));
}

// What the table has for each upper or lower half of a byte.
CSVIMPORT_BLOCKS __m128i by_high(const HalfTable& table, __m128i bytes) {
  const __m128i high = _mm_and_si128(_mm_srli_epi16(bytes, 4), filled(0xF));
  return _mm_shuffle_epi8(load_bytes(table.data()), high);
}
CSVIMPORT_BLOCKS __m128i by_low(const HalfTable& table, __m128i bytes) {
  return _mm_shuffle_epi8(load_bytes(table.data()),
                          _mm_and_si128(bytes, filled(0xF)));
}

// Not zero where a byte of the block does not fit what is before it, which may
// be in the block before.
CSVIMPORT_BLOCKS __m128i errors_in(__m128i block, __m128i before) {
  const __m128i one_before = _mm_alignr_epi8(block, before, kVectorBytes - 1);
  const __m128i two_before = _mm_alignr_epi8(block, before, kVectorBytes - 2);
  const __m128i three_before = _mm_alignr_epi8(block, before, kVectorBytes - 3);
  const __m128i kinds =
      _mm_and_si128(_mm_and_si128(by_high(kPairTables.first_high, one_before),
                                  by_low(kPairTables.first_low, one_before)),
                    by_high(kPairTables.second_high, block));
  // The upper bit is set behind E0 to FF, or F0 to FF.
  constexpr unsigned kUpperBit = 1U << kTwoInside;
  const __m128i third = _mm_subs_epu8(two_before, filled(0xE0 - kUpperBit));
  const __m128i fourth = _mm_subs_epu8(three_before, filled(0xF0 - kUpperBit));
  const __m128i must_be_second_inside =
      _mm_and_si128(_mm_or_si128(third, fourth), filled(kUpperBit));
  return _mm_xor_si128(kinds, must_be_second_inside);
}

[[gnu::target("ssse3")]] bool is_valid_by_blocks(std::string_view text) {
  __m128i errors = _mm_setzero_si128();
  __m128i before = errors;
  while (text.size() >= kVectorBytes) {
    const __m128i block = load_bytes(text.data());
    // ASCII behind ASCII.
    if (_mm_movemask_epi8(_mm_or_si128(block, before)) != 0) {
      errors = _mm_or_si128(errors, errors_in(block, before));
    }
    before = block;
    text.remove_prefix(kVectorBytes);
  }
  // Filled up with at least one NUL, before which a character must have ended.
  std::array<char, kVectorBytes> rest{};
  std::copy(text.begin(), text.end(), rest.begin());
  errors = _mm_or_si128(errors, errors_in(load_bytes(rest.data()), before));
  const __m128i none = _mm_cmpeq_epi8(errors, _mm_setzero_si128());
  return _mm_movemask_epi8(none) == 0xFFFF;
}

#undef CSVIMPORT_BLOCKS

}  // namespace

Utf8Check utf8_check_by_blocks() {
  return __builtin_cpu_supports("ssse3") ? is_valid_by_blocks : nullptr;
}

}  // namespace csvimport

#else

namespace csvimport {

Utf8Check utf8_check_by_blocks() { return nullptr; }

}  // namespace csvimport

#endif
