#pragma once

// Sets of positions in a block of 64 bytes: bit i stands for byte i.

#include <cstddef>
#include <cstdint>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace csvimport {

inline constexpr std::size_t kMaskBytes = 64;

// Where `byte` occurs among the 64 bytes at `block`.
inline std::uint64_t positions_of(char byte, const char* block) {
  std::uint64_t mask = 0;
#ifdef __SSE2__
  const __m128i wanted = _mm_set1_epi8(byte);
  for (std::size_t i = 0; i < kMaskBytes; i += sizeof(__m128i)) {
    const __m128i part =
        _mm_loadu_si128(reinterpret_cast<const __m128i*>(block + i));
    const auto equal = static_cast<std::uint32_t>(
        _mm_movemask_epi8(_mm_cmpeq_epi8(part, wanted)));
    mask |= std::uint64_t{equal} << i;
  }
#else
  for (std::size_t i = 0; i < kMaskBytes; ++i) {
    mask |= std::uint64_t{block[i] == byte} << i;
  }
#endif
  return mask;
}

// Bit i of the result is the parity of bits 0 to i.
inline std::uint64_t running_parity(std::uint64_t bits) {
  for (unsigned shift = 1; shift < 64; shift *= 2) bits ^= bits << shift;
  return bits;
}

}  // namespace csvimport
