#pragma once

// A copy of few bytes, as most values are, without a call.

#include <cstddef>
#include <cstring>

namespace csvimport {

// Copies `size` bytes between places that do not overlap. Reads and writes no
// other byte.
[[gnu::always_inline]] inline void copy_short(void* to, const void* from,
                                              std::size_t size) {
  auto* const out = static_cast<unsigned char*>(to);
  const auto* const in = static_cast<const unsigned char*>(from);
  // Two pieces of a known size, which may share bytes.
  const auto copy_ends = [&]<std::size_t kPiece>() {
    unsigned char first[kPiece];
    unsigned char last[kPiece];
    std::memcpy(first, in, kPiece);
    std::memcpy(last, in + size - kPiece, kPiece);
    std::memcpy(out, first, kPiece);
    std::memcpy(out + size - kPiece, last, kPiece);
  };
  if (size > 32) {
    std::memcpy(to, from, size);
  } else if (size >= 16) {
    copy_ends.template operator()<16>();
  } else if (size >= 8) {
    copy_ends.template operator()<8>();
  } else if (size >= 4) {
    copy_ends.template operator()<4>();
  } else if (size > 0) {
    out[0] = in[0];
    out[size / 2] = in[size / 2];
    out[size - 1] = in[size - 1];
  }
}

}  // namespace csvimport
