#pragma once

// The values of a record, one after the other; what a record is, is drawn in
// record_encoder.hpp.

#include "pages/big_endian.hpp"
#include "pages/varint.hpp"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace csvimport {

// The bytes of a value of serial type `type`, none of 10 and 11.
constexpr std::size_t serial_size(std::uint64_t type) {
  constexpr std::uint8_t kSizes[] = {0, 1, 2, 3, 4, 6, 8, 8, 0, 0};
  return type < 12 ? kSizes[type] : static_cast<std::size_t>(type - 12) / 2;
}

// The integer of that type, which is none of 0, 7 and 12 or more.
inline std::int64_t stored_integer(std::uint64_t type,
                                   const std::uint8_t* bytes) {
  constexpr std::uint64_t kZero = 8;
  if (type >= kZero) return static_cast<std::int64_t>(type - kZero);
  constexpr std::uint8_t kSign = 0x80;
  std::int64_t value = (*bytes & kSign) != 0 ? -1 : 0;
  for (std::size_t i = 0; i < serial_size(type); ++i) {
    value = value * 256 + bytes[i];
  }
  return value;
}

inline constexpr std::uint64_t kRealSerialType = 7;
inline constexpr std::uint64_t kLastIntegerSerialType = 9;

inline bool is_integer_type(std::uint64_t type) {
  return type != 0 && type != kRealSerialType && type <= kLastIntegerSerialType;
}

struct RecordValue {
  enum class Kind : std::uint8_t { kNull, kInteger, kReal, kText, kBlob };

  Kind kind = Kind::kNull;
  std::int64_t integer = 0;
  double real = 0;
  std::string_view text;  // or the bytes of a blob
};

// Reads a record that RecordEncoder has written, and borrows its bytes.
class RecordValues {
 public:
  explicit RecordValues(const std::uint8_t* record) {
    std::uint64_t header_size = 0;
    type_at_ = get_varint(record, header_size);
    value_at_ = record + header_size;
  }

  // The next value. There must be one.
  RecordValue next() {
    using Kind = RecordValue::Kind;
    std::uint64_t type = 0;
    type_at_ = get_varint(type_at_, type);
    const std::uint8_t* const at = value_at_;
    const std::size_t size = serial_size(type);
    value_at_ += size;
    if (type > kLastIntegerSerialType) {
      const Kind kind = type % 2 == 0 ? Kind::kBlob : Kind::kText;
      return {kind, 0, 0, {reinterpret_cast<const char*>(at), size}};
    }
    if (type == kRealSerialType) {
      return {Kind::kReal, 0, std::bit_cast<double>(get_u64(at)), {}};
    }
    if (type == 0) return {};
    return {Kind::kInteger, stored_integer(type, at), 0, {}};
  }

 private:
  const std::uint8_t* type_at_;
  const std::uint8_t* value_at_;
};

}  // namespace csvimport
