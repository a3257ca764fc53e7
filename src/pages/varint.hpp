#pragma once

// SQLite's variable-length integers ("Database File Format", section 1.6):
// big-endian groups of 7 bits, all but the last with the high bit set; a ninth
// byte holds 8 bits.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace csvimport {

inline constexpr std::size_t kMaxVarintSize = 9;

// By the number of significant bits, the bytes of a varint.
inline constexpr std::uint8_t kVarintSizes[65] = {
    1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3,
    4, 4, 4, 4, 4, 4, 4, 5, 5, 5, 5, 5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7,
    7, 7, 7, 7, 7, 7, 8, 8, 8, 8, 8, 8, 8, 9, 9, 9, 9, 9, 9, 9, 9};

// The bytes that put_varint() writes for `value`, 1 to 9.
constexpr std::size_t varint_size(std::uint64_t value) {
  return kVarintSizes[std::bit_width(value)];
}

// For put_varint(): of a value that takes more than 4 bytes.
std::uint8_t* put_long_varint(std::uint8_t* out, std::uint64_t value);

// Writes `value` at `out`, which has room for 9 bytes; returns the byte after
// it.
[[gnu::always_inline]] inline std::uint8_t* put_varint(std::uint8_t* out,
                                                       std::uint64_t value) {
  if (value <= 0x7F) {
    *out = static_cast<std::uint8_t>(value);
    return out + 1;
  }
  if (value >= std::uint64_t{1} << 28) return put_long_varint(out, value);
  // All four groups, of which the last are written; behind them, too.
  const std::uint64_t groups = (value & 0x7F) | (value & 0x3F80) << 1 |
                               (value & 0x1FC000) << 2 |
                               (value & 0xFE00000) << 3;
  const std::size_t size = varint_size(value);
  const std::uint32_t bytes =
      __builtin_bswap32(static_cast<std::uint32_t>(groups | 0x80808000)) >>
      (32 - 8 * size);
  std::memcpy(out, &bytes, sizeof bytes);
  return out + size;
}

// Reads a varint at `in`; returns the byte after it.
inline const std::uint8_t* get_varint(const std::uint8_t* in,
                                      std::uint64_t& value) {
  value = *in++;
  if (value <= 0x7F) return in;
  value &= 0x7F;
  for (std::size_t size = 2; size < kMaxVarintSize; ++size) {
    const std::uint8_t byte = *in++;
    value = value << 7 | (byte & 0x7FU);
    if (byte <= 0x7F) return in;
  }
  value = value << 8 | *in++;
  return in;
}

}  // namespace csvimport
