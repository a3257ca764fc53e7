#include "pages/table_writer.hpp"

#include "pages/big_endian.hpp"
#include "pages/varint.hpp"

#include <cassert>
#include <cstring>
#include <utility>

namespace csvimport {
bool InteriorPage::add(const Child& child) {
  const auto rowid = static_cast<std::uint64_t>(last_child_.last_rowid);
  const std::size_t size = kPageLinkSize + varint_size(rowid);
  if (!page_.has_room(size)) return false;
  std::array<std::uint8_t, kPageLinkSize + kMaxVarintSize> cell{};
  put_u32(cell.data(), last_child_.page);
  put_varint(cell.data() + kPageLinkSize, rowid);
  std::memcpy(page_.add(size), cell.data(), size);
  before_last_ = last_child_;
  last_child_ = child;
  return true;
}

InteriorPage::Child InteriorPage::take_last() {
  assert(page_.cells() >= 2);
  page_.drop_last();
  return std::exchange(last_child_, before_last_);
}

void TableWriter::append(TableRun& run) {
  if (run.leaves.empty()) return;
  const PageNumber first = pages_.append(run);
  if (leaves_ == 0) {
    const std::size_t at = run.leaves.front().page * kPageSize;
    std::memcpy(first_leaf_.data(), run.bytes.data() + at, kPageSize);
  }
  for (const TableRun::Leaf& leaf : run.leaves) {
    add_child(0, {page_after(first, leaf.page), leaf.last_rowid});
  }
  leaves_ += run.leaves.size();
  rows_ += run.rows;
}

void TableWriter::add_child(std::size_t level,
                            const InteriorPage::Child& child) {
  if (level == levels_.size()) {
    levels_.emplace_back(child);
    return;
  }
  if (levels_[level].add(child)) return;
  // The new page takes over the full one's last child, so that it too has a
  // cell, even if no other child comes: SQLite takes an interior page without
  // one for damage.
  const InteriorPage::Child moved = levels_[level].take_last();
  const std::int64_t last_rowid = levels_[level].last_child().last_rowid;
  const PageNumber page = pages_.append(levels_[level].bytes());
  levels_[level] = InteriorPage(moved);
  (void)levels_[level].add(child);
  add_child(level + 1, {page, last_rowid});
}

std::optional<std::array<std::uint8_t, kPageSize>> TableWriter::finish() {
  if (leaves_ == 0) return std::nullopt;
  if (leaves_ == 1) {
    // The only leaf is the last page appended; it moves to the root.
    pages_.drop_last();
    return first_leaf_;
  }
  for (std::size_t level = 0; level + 1 < levels_.size(); ++level) {
    const std::int64_t last_rowid = levels_[level].last_child().last_rowid;
    const PageNumber page = pages_.append(levels_[level].bytes());
    add_child(level + 1, {page, last_rowid});
  }
  return levels_.back().bytes();
}

}  // namespace csvimport
