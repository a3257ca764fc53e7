#include "pages/index_leaf_builder.hpp"

#include "pages/big_endian.hpp"

#include <cassert>
#include <cstring>
#include <utility>

namespace csvimport {

void IndexLeafBuilder::add(std::span<const std::uint8_t> sized_entry,
                           std::size_t varint_size) {
  ++run_.entries;
  const bool overflows = sized_entry.size() - varint_size > kMaxEntryPayload;
  if (!overflows && !needs_divider_ && !divider_ &&
      leaf_.has_room(sized_entry.size())) {
    std::memcpy(leaf_.add(sized_entry.size()), sized_entry.data(),
                sized_entry.size());
    return;
  }
  IndexCell cell = cell_of(sized_entry, varint_size);
  if (needs_divider_) {
    run_.dividers.push_back(std::move(cell));
    needs_divider_ = false;
    return;
  }
  if (divider_) {
    close_leaf();
    run_.dividers.push_back(*std::exchange(divider_, std::nullopt));
  }
  if (leaf_.has_room(cell.bytes.size())) {
    place(cell);
  } else {
    divider_ = std::move(cell);
  }
}

IndexCell IndexLeafBuilder::cell_of(std::span<const std::uint8_t> sized_entry,
                                    std::size_t varint_size) {
  const std::size_t size = sized_entry.size() - varint_size;
  const std::size_t local = varint_size + local_payload(size, kMaxEntryPayload);
  IndexCell cell;
  cell.bytes.assign(sized_entry.begin(),
                    sized_entry.begin() + static_cast<std::ptrdiff_t>(local));
  if (size <= kMaxEntryPayload) return cell;
  cell.overflows = true;
  cell.bytes.resize(local + kPageLinkSize);
  put_u32(&cell.bytes[local],
          append_overflow_pages(run_, sized_entry.subspan(local)));
  return cell;
}

void IndexLeafBuilder::place(const IndexCell& cell) {
  const std::size_t size = cell.bytes.size();
  std::memcpy(leaf_.add(size), cell.bytes.data(), size);
  if (cell.overflows) {
    leaf_links_.push_back(leaf_.last_at() + size - kPageLinkSize);
  }
}

IndexCell IndexLeafBuilder::take_last() {
  const std::span<const std::uint8_t> last = leaf_.last();
  IndexCell cell{{last.begin(), last.end()}};
  const std::size_t link_at = leaf_.last_at() + last.size() - kPageLinkSize;
  if (!leaf_links_.empty() && leaf_links_.back() == link_at) {
    cell.overflows = true;
    leaf_links_.pop_back();
  }
  leaf_.drop_last();
  return cell;
}

void IndexLeafBuilder::close_leaf() {
  const auto page = static_cast<std::uint32_t>(run_.pages());
  std::memcpy(append_pages(run_, 1), leaf_.bytes().data(), kPageSize);
  for (const std::size_t link : leaf_links_) {
    run_.links.push_back(page * kPageSize + link);
  }
  leaf_links_.clear();
  run_.leaves.push_back(page);
  leaf_.clear();
}

// The last entry divides nothing: it gets a leaf, behind one entry less in the
// last one.
IndexRun IndexLeafBuilder::finish() {
  assert(!needs_divider_);
  if (divider_) {
    IndexCell last = take_last();
    close_leaf();
    run_.dividers.push_back(std::move(last));
    place(*divider_);
    divider_.reset();
  }
  if (leaf_.cells() > 0) close_leaf();
  return std::exchange(run_, {});
}

}  // namespace csvimport
