#include "pages/leaf_builder.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace csvimport {
namespace {

constexpr std::size_t kLinkSize = 4;
constexpr std::size_t kOverflowRoom = kPageSize - kLinkSize;

// How much of a payload that overflows stays in the leaf (section 1.6, "M" and
// "K").
constexpr std::size_t local_size(std::size_t payload, std::size_t max_local) {
  constexpr std::size_t kMinLocal = (kPageSize - 12) * 32 / 255 - 23;
  const std::size_t local = kMinLocal + (payload - kMinLocal) % kOverflowRoom;
  return local <= max_local ? local : kMinLocal;
}

}  // namespace

LeafBuilder::LeafBuilder(Buffer recycled) {
  run_.bytes = std::move(recycled);
  run_.bytes.resize(0);
}

void LeafBuilder::add_overflowing(std::uint64_t key) {
  const std::size_t local = local_size(payload_.size(), kMaxLocalPayload);
  std::uint8_t* const cell =
      place_cell(payload_.size(), key, local + kLinkSize);
  // Only now: to make room, place_cell() may have put the last leaf here.
  const std::uint32_t first_page =
      append_overflow_pages(payload_.data() + local, payload_.size() - local);
  std::memcpy(cell, payload_.data(), local);
  leaf_links_.push_back(static_cast<std::size_t>(cell + local - leaf_.data()));
  put_u32(cell + local, first_page);
}

std::uint32_t LeafBuilder::append_overflow_pages(const std::uint8_t* payload,
                                                 std::size_t size) {
  const auto first_page = static_cast<std::uint32_t>(run_.pages());
  const std::size_t pages = (size + kOverflowRoom - 1) / kOverflowRoom;
  std::uint8_t* at = append_pages(pages);
  for (std::size_t i = 0; i < pages; ++i, at += kPageSize) {
    const bool is_last = i + 1 == pages;
    put_u32(at, is_last ? 0 : first_page + static_cast<std::uint32_t>(i) + 1);
    if (!is_last) run_.links.push_back((first_page + i) * kPageSize);
    const std::size_t part = std::min(size, kOverflowRoom);
    std::memcpy(at + kLinkSize, payload, part);
    std::memset(at + kLinkSize + part, 0, kOverflowRoom - part);
    payload += part;
    size -= part;
  }
  return first_page;
}

std::uint8_t* LeafBuilder::append_pages(std::size_t count) {
  const std::size_t start = run_.bytes.size();
  const std::size_t end = start + count * kPageSize;
  if (end > run_.bytes.capacity()) {
    run_.bytes.reserve(std::max(end, 2 * run_.bytes.capacity()));
  }
  run_.bytes.resize(end);
  return reinterpret_cast<std::uint8_t*>(run_.bytes.data()) + start;
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
  std::memcpy(append_pages(1), leaf_.data(), kPageSize);
  for (const std::size_t link : leaf_links_) {
    run_.links.push_back(page * kPageSize + link);
  }
  leaf_links_.clear();
  run_.leaves.push_back({page, last_rowid_});
  cells_ = 0;
  content_start_ = kPageSize;
}

PageRun LeafBuilder::finish() {
  if (cells_ > 0) close_leaf();
  return std::exchange(run_, {});
}

}  // namespace csvimport
