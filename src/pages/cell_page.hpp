#pragma once

// A page of a b-tree, filled cell by cell ("Database File Format", section
// 1.6): behind the header the offsets of the cells, in their order; the cells
// are filled in from the end of the page downwards, and between them are zeros.

#include "pages/page.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace csvimport {

// One thread at a time.
class CellPage {
 public:
  // Of one of the kinds of page.hpp, without a cell.
  explicit CellPage(std::uint8_t kind) : kind_(kind) {}

  [[nodiscard]] std::size_t cells() const { return cells_; }
  [[nodiscard]] bool has_room(std::size_t cell_size) const {
    return pointer_at(cells_ + 1) + cell_size <= content_start_;
  }
  // Adds a cell of that size, for which there is room, behind the others.
  // Returns where its bytes go.
  std::uint8_t* add(std::size_t cell_size);
  // The last cell that was added, of at least one.
  [[nodiscard]] std::span<const std::uint8_t> last() const;
  void drop_last();
  // Where in the page the last cell is.
  [[nodiscard]] std::size_t last_at() const { return content_start_; }

  // The page with `right_child` in its header, which only interior pages have.
  // Valid until the next change.
  const std::array<std::uint8_t, kPageSize>& bytes(PageNumber right_child = 0);
  // Takes all cells out.
  void clear();

 private:
  [[nodiscard]] bool is_interior() const {
    return kind_ == kInteriorTablePage || kind_ == kInteriorIndexPage;
  }
  // Of a cell, counted from 0.
  [[nodiscard]] std::size_t pointer_at(std::size_t cell) const {
    constexpr std::size_t kPointerSize = 2;
    return (is_interior() ? kInteriorHeaderSize : kLeafHeaderSize) +
           kPointerSize * cell;
  }

  std::uint8_t kind_;
  std::array<std::uint8_t, kPageSize> page_;
  std::size_t cells_ = 0;
  std::size_t content_start_ = kPageSize;
};

}  // namespace csvimport
