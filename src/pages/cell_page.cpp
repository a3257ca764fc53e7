#include "pages/cell_page.hpp"

#include "pages/big_endian.hpp"

#include <algorithm>
#include <cassert>

namespace csvimport {

std::uint8_t* CellPage::add(std::size_t cell_size) {
  assert(has_room(cell_size));
  content_start_ -= cell_size;
  put_u16(&page_[pointer_at(cells_)],
          static_cast<std::uint16_t>(content_start_));
  ++cells_;
  return &page_[content_start_];
}

std::span<const std::uint8_t> CellPage::last() const {
  assert(cells_ > 0);
  const std::size_t end =
      cells_ == 1 ? kPageSize : get_u16(&page_[pointer_at(cells_ - 2)]);
  return std::span(page_).subspan(content_start_, end - content_start_);
}

void CellPage::drop_last() {
  content_start_ += last().size();
  --cells_;
}

const std::array<std::uint8_t, kPageSize>& CellPage::bytes(
    PageNumber right_child) {
  std::fill_n(page_.begin(), pointer_at(0), std::uint8_t{0});
  page_[kPageTypeAt] = kind_;
  put_u16(&page_[kCellCountAt], static_cast<std::uint16_t>(cells_));
  put_u16(&page_[kContentStartAt], static_cast<std::uint16_t>(content_start_));
  if (is_interior()) put_u32(&page_[kRightChildAt], right_child);
  std::fill(page_.begin() + static_cast<std::ptrdiff_t>(pointer_at(cells_)),
            page_.begin() + static_cast<std::ptrdiff_t>(content_start_),
            std::uint8_t{0});
  return page_;
}

void CellPage::clear() {
  cells_ = 0;
  content_start_ = kPageSize;
}

}  // namespace csvimport
