#include "direct/leaf_builder.hpp"

#include "direct/big_endian.hpp"
#include "direct/varint.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace csvimport {
namespace {

constexpr std::size_t kCellPointerSize = 2;
constexpr std::size_t kLinkSize = 4;
constexpr std::size_t kOverflowRoom = kPageSize - kLinkSize;

// How much of a payload stays in the leaf (section 1.6, "X", "M" and "K").
constexpr std::size_t kMaxLocal = kPageSize - 35;
constexpr std::size_t kMinLocal = (kPageSize - 12) * 32 / 255 - 23;

constexpr std::size_t local_size(std::size_t payload) {
  if (payload <= kMaxLocal) return payload;
  const std::size_t local =
      kMinLocal + (payload - kMinLocal) % (kPageSize - kLinkSize);
  return local <= kMaxLocal ? local : kMinLocal;
}

}  // namespace

LeafBuilder::LeafBuilder(Buffer recycled) {
  run_.bytes = std::move(recycled);
  run_.bytes.resize(0);
}

void LeafBuilder::add(std::int64_t rowid, const RecordEncoder& record) {
  const std::size_t payload = record.size();
  if (payload > kMaxLocal) {
    add_overflowing(rowid, record);
    return;
  }
  const auto key = static_cast<std::uint64_t>(rowid);
  std::uint8_t* cell =
      place_cell(varint_size(payload) + varint_size(key) + payload);
  cell = put_varint(cell, payload);
  cell = put_varint(cell, key);
  record.copy_to(cell);
  last_rowid_ = rowid;
}

void LeafBuilder::add_overflowing(std::int64_t rowid,
                                  const RecordEncoder& record) {
  payload_.resize(record.size());
  record.copy_to(payload_.data());
  const auto key = static_cast<std::uint64_t>(rowid);
  const std::size_t local = local_size(payload_.size());
  std::uint8_t* cell = place_cell(varint_size(payload_.size()) +
                                  varint_size(key) + local + kLinkSize);
  // Only now: to make room, place_cell() may have put the last leaf here.
  const std::uint32_t first_page =
      append_overflow_pages(payload_.data() + local, payload_.size() - local);
  cell = put_varint(cell, payload_.size());
  cell = put_varint(cell, key);
  std::memcpy(cell, payload_.data(), local);
  cell += local;
  leaf_links_.push_back(static_cast<std::size_t>(cell - leaf_.data()));
  put_u32(cell, first_page);
  last_rowid_ = rowid;
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

std::uint8_t* LeafBuilder::place_cell(std::size_t size) {
  const std::size_t pointers_end =
      kLeafHeaderSize + kCellPointerSize * (cells_ + 1);
  if (pointers_end + size > content_start_) {
    close_leaf();
    return place_cell(size);
  }
  content_start_ -= size;
  put_u16(&leaf_[pointers_end - kCellPointerSize],
          static_cast<std::uint16_t>(content_start_));
  ++cells_;
  return &leaf_[content_start_];
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
