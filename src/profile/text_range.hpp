#pragma once

// The least and the greatest of texts, bytewise.

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace csvimport {

// The first eight bytes of a text as a number, in which they come first that
// weigh most: of two texts with different ones, it tells which is less.
inline std::uint64_t first_bytes(std::string_view text) {
  constexpr std::size_t kBytes = 8;
  const char* const at = text.data();
  const std::size_t size = text.size();
  if (size >= kBytes) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, at, sizeof bytes);
    return __builtin_bswap64(bytes);
  }
  if (size >= kBytes / 2) {
    // Two halves that overlap.
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    std::memcpy(&first, at, sizeof first);
    std::memcpy(&last, at + size - sizeof last, sizeof last);
    return std::uint64_t{__builtin_bswap32(first)} << 32 |
           std::uint64_t{__builtin_bswap32(last)} << (kBytes - size) * 8;
  }
  std::uint64_t bytes = 0;
  for (std::size_t i = 0; i < size; ++i) {
    bytes |= std::uint64_t{static_cast<unsigned char>(at[i])}
             << (kBytes - 1 - i) * 8;
  }
  return bytes;
}

// Borrows the texts. One thread at a time.
class TextRange {
 public:
  [[gnu::always_inline]] void add(std::string_view text) {
    const std::uint64_t first = first_bytes(text);
    if (first > least_first_ && first < greatest_first_) return;
    add_at_end(text, first);
  }

  [[nodiscard]] std::string_view least() const { return least_; }
  [[nodiscard]] std::string_view greatest() const { return greatest_; }

 private:
  void add_at_end(std::string_view text, std::uint64_t first) {
    if (!has_any_ || text < least_) {
      least_ = text;
      least_first_ = first;
    }
    if (!has_any_ || text > greatest_) {
      greatest_ = text;
      greatest_first_ = first;
    }
    has_any_ = true;
  }

  std::string_view least_;
  std::string_view greatest_;
  std::uint64_t least_first_ = UINT64_MAX;
  std::uint64_t greatest_first_ = 0;
  bool has_any_ = false;
};

}  // namespace csvimport
