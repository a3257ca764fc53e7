#pragma once

// A row in SQLite's record format ("Database File Format", section 2.1): a
// header of serial types, then the values.

#include "direct/big_endian.hpp"
#include "direct/varint.hpp"

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace csvimport {

// Encodes one record after the other into the same memory, with the bytes that
// SQLite itself writes for these values. One thread at a time.
class RecordEncoder {
 public:
  explicit RecordEncoder(std::size_t columns)
      : types_(columns * kMaxTypeSize), body_(columns * kMaxNumberSize) {
    start();
  }

  // Begins a record; then come the values, one per column, in order.
  void start() {
    types_end_ = types_.data();
    body_size_ = 0;
  }

  void add_null() { *types_end_++ = kNullType; }

  void add_integer(std::int64_t value) {
    // Zero and one have types of their own and take no bytes.
    if ((value & 1) == value) {
      *types_end_++ = static_cast<std::uint8_t>(kZeroType + value);
      return;
    }
    const auto bits = static_cast<std::uint64_t>(value ^ (value >> 63));
    const unsigned width = kIntegerWidths[std::bit_width(bits)];
    *types_end_++ = kIntegerTypes[width];
    // The bytes behind the first `width` are written over, or cut off.
    put_u64(body_.data() + body_size_, static_cast<std::uint64_t>(value)
                                           << (64 - 8 * width));
    body_size_ += width;
  }

  // The value of a column with REAL affinity, which SQLite stores as an integer
  // where it is one of up to 6 bytes.
  void add_real(double value) {
    constexpr double kLimit = 140737488355328.0;  // 2^47
    if (value >= -kLimit && value < kLimit && std::trunc(value) == value) {
      add_integer(static_cast<std::int64_t>(value));
      return;
    }
    *types_end_++ = kRealType;
    put_u64(body_.data() + body_size_, std::bit_cast<std::uint64_t>(value));
    body_size_ += 8;
  }

  // `text` is shorter than 1 GiB.
  void add_text(std::string_view text) {
    types_end_ = put_varint(types_end_, kFirstTextType + 2 * text.size());
    const std::size_t end = body_size_ + text.size();
    if (end + numbers_room() > body_.size()) grow(end);
    std::memcpy(body_.data() + body_size_, text.data(), text.size());
    body_size_ = end;
  }

  // The size of the finished record.
  [[nodiscard]] std::size_t size() const { return header_size() + body_size_; }

  // Writes the finished record, of size() bytes, to `out`.
  void copy_to(std::uint8_t* out) const;

 private:
  static constexpr std::size_t kMaxTypeSize = 5;  // of a text under 2^30 bytes
  static constexpr std::size_t kMaxNumberSize = 8;
  static constexpr std::uint8_t kNullType = 0;
  static constexpr std::uint8_t kRealType = 7;
  static constexpr std::uint8_t kZeroType = 8;
  static constexpr std::uint64_t kFirstTextType = 13;
  // By the number of significant bits of a value or its complement: the bytes
  // it takes with its sign. By the number of bytes: the serial type.
  static constexpr std::uint8_t kIntegerWidths[65] = {
      1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3,
      3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6,
      6, 6, 6, 6, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8};
  static constexpr std::uint8_t kIntegerTypes[9] = {0, 1, 2, 3, 4, 0, 5, 0, 6};

  [[nodiscard]] std::size_t types_size() const {
    return static_cast<std::size_t>(types_end_ - types_.data());
  }
  // The header starts with its own size, which counts itself.
  [[nodiscard]] std::size_t header_size() const {
    const std::size_t types = types_size();
    if (types < 0x7F) return types + 1;
    return types + varint_size(types + varint_size(types + 1));
  }
  // What the numbers of a record may yet need.
  [[nodiscard]] std::size_t numbers_room() const {
    return types_.size() / kMaxTypeSize * kMaxNumberSize;
  }
  void grow(std::size_t used);

  std::vector<std::uint8_t> types_;
  std::vector<std::uint8_t> body_;  // has numbers_room() left after each value
  std::uint8_t* types_end_ = nullptr;
  std::size_t body_size_ = 0;
};

}  // namespace csvimport
