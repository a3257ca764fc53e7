#include "pages/varint.hpp"

namespace csvimport {

std::uint8_t* put_long_varint(std::uint8_t* out, std::uint64_t value) {
  const std::size_t size = varint_size(value);
  std::uint8_t* at = out + size;
  if (size == kMaxVarintSize) {
    *--at = static_cast<std::uint8_t>(value);
    value >>= 8;
    *--at = static_cast<std::uint8_t>(value | 0x80);
  } else {
    *--at = static_cast<std::uint8_t>(value & 0x7F);
  }
  while (at != out) {
    value >>= 7;
    *--at = static_cast<std::uint8_t>(value | 0x80);
  }
  return out + size;
}

}  // namespace csvimport
