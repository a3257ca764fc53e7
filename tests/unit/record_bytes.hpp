#pragma once

// Reading back what the encoders write.

#include "pages/record_encoder.hpp"

#include <cstdint>
#include <vector>

namespace csvimport {

inline std::vector<std::uint8_t> bytes_of(const RecordEncoder::Row& row) {
  std::vector<std::uint8_t> bytes(row.size());
  row.copy_to(bytes.data());
  return bytes;
}

// Reads the varint at `at` and steps over it.
inline std::uint64_t take_varint(const std::uint8_t*& at) {
  std::uint64_t value = 0;
  for (int i = 0; i < 8; ++i) {
    value = value << 7 | (*at & 0x7F);
    if ((*at++ & 0x80) == 0) return value;
  }
  return value << 8 | *at++;
}

}  // namespace csvimport
