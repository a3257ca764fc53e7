#pragma once

// Sets of positions in a block of 64 bytes: bit i stands for byte i.

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace csvimport {

inline constexpr std::size_t kMaskBytes = 64;

// A text, in blocks of so many bytes; the last is filled up with NULs.
class TextBlocks {
 public:
  // From `at` on. Borrows the text.
  explicit TextBlocks(std::string_view text, std::size_t at = 0)
      : text_(text), at_(at) {}

  // Where the next block begins; the end of the text, or behind it, if there is
  // none.
  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] bool has_next() const { return at_ < text_.size(); }
  // The next block, of which there must be one. It is valid until the next
  // call.
  const char* next() {
    const char* const block = text_.data() + at_;
    const std::size_t left = text_.size() - at_;
    at_ += kMaskBytes;
    if (left >= kMaskBytes) return block;
    std::memcpy(last_.data(), block, left);
    return last_.data();
  }

 private:
  std::string_view text_;
  std::size_t at_;
  std::array<char, kMaskBytes> last_{};
};

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

// The number of bits that are set. std::popcount() is a call unless the
// compiler may count on the instruction.
constexpr std::size_t count_of(std::uint64_t bits) {
  bits -= bits >> 1 & 0x5555555555555555;
  bits = (bits & 0x3333333333333333) + (bits >> 2 & 0x3333333333333333);
  bits = (bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0F;
  return static_cast<std::size_t>(bits * 0x0101010101010101 >> 56);
}

// Calls put(i, position) for the position of each bit that is set, the lowest
// first, and up to kStep - 1 times more, with 64. Blocks of one text have about
// as many each, so that a processor foretells the steps, as it could not each
// bit. Returns the number of bits.
template <std::size_t kStep, class Put>
[[gnu::always_inline]] inline std::size_t put_positions(std::uint64_t bits,
                                                        Put put) {
  const std::size_t count = count_of(bits);
  for (std::size_t i = 0; i < count; i += kStep) {
    for (std::size_t k = 0; k < kStep; ++k) {
      put(i + k, static_cast<std::size_t>(std::countr_zero(bits)));
      bits &= bits - 1;
    }
  }
  return count;
}

// Bit i of the result is the parity of bits 0 to i.
inline std::uint64_t running_parity(std::uint64_t bits) {
  for (unsigned shift = 1; shift < 64; shift *= 2) bits ^= bits << shift;
  return bits;
}

// Which bytes are within quotes, from block to block.
class QuoteParity {
 public:
  // Set from each of the `quotes` of the next block that opens up to before the
  // one that closes it.
  std::uint64_t quoted(std::uint64_t quotes) {
    const std::uint64_t quoted = running_parity(quotes) ^ inside_;
    inside_ = quoted >> 63 != 0 ? ~std::uint64_t{0} : 0;
    return quoted;
  }

 private:
  std::uint64_t inside_ = 0;  // all ones while a quote is open
};

}  // namespace csvimport
