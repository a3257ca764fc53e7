#pragma once

// Pages of a database file ("Database File Format", section 1.2).

#include <array>
#include <cstddef>
#include <cstdint>

namespace csvimport {

// Pages count from 1.
using PageNumber = std::uint32_t;

// SQLite's default. No byte of a page is reserved.
inline constexpr std::size_t kPageSize = 4096;

using PageBytes = std::array<std::uint8_t, kPageSize>;

// SQLite takes its locks on the bytes of this page, from byte 2^30 on, so it
// never holds data (section 1.4).
inline constexpr PageNumber kLockBytePage = (1U << 30) / kPageSize + 1;

// SQLite's own limit on a database (SQLITE_MAX_PAGE_COUNT as Debian builds it).
inline constexpr std::uint64_t kMaxPageCount = 1073741823;

// The page that comes `offset` places after `first`, where `first` is not the
// lock-byte page, in a run that leaves that page out.
constexpr PageNumber page_after(PageNumber first, std::uint64_t offset) {
  const std::uint64_t page = first + offset;
  const bool passes_lock = first < kLockBytePage && page >= kLockBytePage;
  return static_cast<PageNumber>(page + (passes_lock ? 1 : 0));
}

// Offsets of the fields of a b-tree page's header (section 1.6).
inline constexpr std::size_t kPageTypeAt = 0;
inline constexpr std::size_t kCellCountAt = 3;
inline constexpr std::size_t kContentStartAt = 5;
inline constexpr std::size_t kRightChildAt = 8;  // interior pages only
inline constexpr std::size_t kLeafHeaderSize = 8;
inline constexpr std::size_t kInteriorHeaderSize = 12;
inline constexpr std::uint8_t kLeafTablePage = 0x0D;
inline constexpr std::uint8_t kInteriorTablePage = 0x05;
inline constexpr std::uint8_t kLeafIndexPage = 0x0A;
inline constexpr std::uint8_t kInteriorIndexPage = 0x02;

}  // namespace csvimport
