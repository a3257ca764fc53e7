#include "pages/leaf_builder.hpp"

#include <algorithm>
#include <cstring>
#include <span>
#include <utility>

namespace csvimport {
LeafBuilder::LeafBuilder(Buffer recycled) {
  run_.bytes = std::move(recycled);
  run_.bytes.resize(0);
}

void LeafBuilder::add_overflowing(std::uint64_t key) {
  const std::size_t local = local_payload(payload_.size(), kMaxRowPayload);
  std::uint8_t* const cell =
      place_cell(payload_.size(), key, local + kPageLinkSize);
  // Only now: to make room, place_cell() may have put the last leaf here.
  const std::uint32_t first_page =
      append_overflow_pages(run_, std::span(payload_).subspan(local));
  std::memcpy(cell, payload_.data(), local);
  leaf_links_.push_back(static_cast<std::size_t>(cell + local - leaf_.data()));
  put_u32(cell + local, first_page);
}

void LeafBuilder::close_leaf() {
  std::fill_n(leaf_.begin(), kLeafHeaderSize, std::uint8_t{0});
  leaf_[kPageTypeAt] = kLeafTablePage;
  put_u16(&leaf_[kCellCountAt], static_cast<std::uint16_t>(cells_));
  put_u16(&leaf_[kContentStartAt], static_cast<std::uint16_t>(content_start_));
  const std::size_t pointers_end = kLeafHeaderSize + kCellPointerSize * cells_;
  std::fill(leaf_.begin() + static_cast<std::ptrdiff_t>(pointers_end),
            leaf_.begin() + static_cast<std::ptrdiff_t>(content_start_),
            std::uint8_t{0});
  const auto page = static_cast<std::uint32_t>(run_.pages());
  std::memcpy(append_pages(run_, 1), leaf_.data(), kPageSize);
  for (const std::size_t link : leaf_links_) {
    run_.links.push_back(page * kPageSize + link);
  }
  leaf_links_.clear();
  run_.leaves.push_back({page, last_rowid_});
  cells_ = 0;
  content_start_ = kPageSize;
}

TableRun LeafBuilder::finish() {
  if (cells_ > 0) close_leaf();
  return std::exchange(run_, {});
}

}  // namespace csvimport
