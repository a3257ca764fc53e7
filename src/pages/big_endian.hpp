#pragma once

// Integers as SQLite's file format stores them: most significant byte first.

#include <bit>
#include <cstdint>
#include <cstring>

namespace csvimport {

static_assert(std::endian::native == std::endian::little,
              "the page encoder swaps bytes, as a little-endian machine must");

inline void put_u16(void* out, std::uint16_t value) {
  value = __builtin_bswap16(value);
  std::memcpy(out, &value, sizeof value);
}

inline void put_u32(void* out, std::uint32_t value) {
  value = __builtin_bswap32(value);
  std::memcpy(out, &value, sizeof value);
}

inline void put_u64(void* out, std::uint64_t value) {
  value = __builtin_bswap64(value);
  std::memcpy(out, &value, sizeof value);
}

inline std::uint16_t get_u16(const void* in) {
  std::uint16_t value = 0;
  std::memcpy(&value, in, sizeof value);
  return __builtin_bswap16(value);
}

inline std::uint64_t get_u64(const void* in) {
  std::uint64_t value = 0;
  std::memcpy(&value, in, sizeof value);
  return __builtin_bswap64(value);
}

inline std::uint32_t get_u32(const void* in) {
  std::uint32_t value = 0;
  std::memcpy(&value, in, sizeof value);
  return __builtin_bswap32(value);
}

}  // namespace csvimport
