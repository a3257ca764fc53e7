#pragma once

// The first 100 bytes of a database file ("Database File Format", section 1.3),
// as far as they are looked at here. Behind them in the first page is the
// header of a b-tree page, that of the schema.

#include "pages/big_endian.hpp"
#include "pages/page.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace csvimport {

inline constexpr std::size_t kDatabaseHeaderSize = 100;

// Offsets of its fields.
inline constexpr std::size_t kPageSizeAt = 16;
inline constexpr std::size_t kFormatVersionsAt = 18;  // to write, and to read
inline constexpr std::size_t kReservedBytesAt = 20;   // of each page
inline constexpr std::size_t kChangeCounterAt = 24;
inline constexpr std::size_t kPageCountAt = 28;
inline constexpr std::size_t kFirstFreePageAt = 32;
inline constexpr std::size_t kFreePageCountAt = 36;
inline constexpr std::size_t kSchemaFormatAt = 44;
inline constexpr std::size_t kLargestRootAt = 52;  // 0: no auto-vacuum
inline constexpr std::size_t kEncodingAt = 56;
inline constexpr std::size_t kIncrementalVacuumAt = 64;
inline constexpr std::size_t kCountValidForAt = 92;  // a change counter

struct DatabaseHeader {
  std::array<std::uint8_t, kDatabaseHeaderSize> bytes{};

  [[nodiscard]] std::uint32_t number(std::size_t at) const {
    return get_u32(&bytes[at]);
  }
  // Whether its pages are like those that are built here.
  [[nodiscard]] bool has_usual_pages() const {
    return get_u16(&bytes[kPageSizeAt]) == kPageSize &&
           bytes[kReservedBytesAt] == 0;
  }
  [[nodiscard]] bool is_in_rollback_mode() const {
    return bytes[kFormatVersionsAt] == 1 && bytes[kFormatVersionsAt + 1] == 1;
  }
  [[nodiscard]] bool is_of_latest_format() const {
    return number(kSchemaFormatAt) == 4;
  }
  [[nodiscard]] bool vacuums_itself() const {
    return number(kLargestRootAt) != 0 || number(kIncrementalVacuumAt) != 0;
  }
  [[nodiscard]] bool is_in_utf8() const { return number(kEncodingAt) == 1; }
  // Whether the number of pages is that of the last change.
  [[nodiscard]] bool has_valid_count() const {
    return number(kCountValidForAt) == number(kChangeCounterAt);
  }
};

}  // namespace csvimport
