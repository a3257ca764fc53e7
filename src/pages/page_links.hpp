#pragma once

// Where in the pages of a b-tree the numbers of other pages stand ("Database
// File Format", section 1.6): those of an interior page's children, and of the
// first overflow pages of payloads that are too long for their cells.

#include "pages/big_endian.hpp"
#include "pages/page.hpp"
#include "pages/page_run.hpp"
#include "pages/varint.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace csvimport {

// Bytes behind a page that can be read wherever it is looked at: the last cell
// of one that is damaged may go beyond its end.
inline constexpr std::size_t kReadableBehindPage = 2 * kMaxVarintSize;

constexpr bool is_interior_page(std::uint8_t kind) {
  return kind == kInteriorTablePage || kind == kInteriorIndexPage;
}
constexpr bool is_leaf_page(std::uint8_t kind) {
  return kind == kLeafTablePage || kind == kLeafIndexPage;
}

// Where in the page, of that kind, the number of the overflow page stands that
// the cell at `at` has; none if it has none. May be past the page's end, if it
// is damaged.
inline std::optional<std::size_t> overflow_link(const std::uint8_t* page,
                                                std::uint8_t kind,
                                                std::size_t at) {
  if (kind == kInteriorTablePage) return std::nullopt;
  const std::uint8_t* in = page + at;
  if (kind == kInteriorIndexPage) in += kPageLinkSize;
  std::uint64_t size = 0;
  in = get_varint(in, size);
  const std::size_t max_local =
      kind == kLeafTablePage ? kMaxRowPayload : kMaxEntryPayload;
  if (size <= max_local) return std::nullopt;
  if (kind == kLeafTablePage) {
    std::uint64_t rowid = 0;
    in = get_varint(in, rowid);
  }
  return static_cast<std::size_t>(in - page) + local_payload(size, max_local);
}

// Calls `on_child(at)` and `on_overflow(at)` for each number in a page of a
// b-tree, whose header is at `header_at`. False if it is damaged.
template <class OnChild, class OnOverflow>
bool for_each_link(const std::uint8_t* page, std::size_t header_at,
                   OnChild on_child, OnOverflow on_overflow) {
  constexpr std::size_t kPointerSize = 2;
  const std::uint8_t kind = page[header_at + kPageTypeAt];
  const bool has_children = is_interior_page(kind);
  if (!has_children && !is_leaf_page(kind)) return false;
  const std::size_t cells = get_u16(page + header_at + kCellCountAt);
  const std::size_t pointers =
      header_at + (has_children ? kInteriorHeaderSize : kLeafHeaderSize);
  if (pointers + kPointerSize * cells > kPageSize) return false;
  if (has_children) on_child(header_at + kRightChildAt);
  for (std::size_t i = 0; i < cells; ++i) {
    const std::size_t at = get_u16(page + pointers + kPointerSize * i);
    if (at < pointers || at + kPageLinkSize > kPageSize) return false;
    if (has_children) on_child(at);
    const std::optional<std::size_t> link = overflow_link(page, kind, at);
    if (!link) continue;
    if (*link + kPageLinkSize > kPageSize) return false;
    on_overflow(*link);
  }
  return true;
}

}  // namespace csvimport
