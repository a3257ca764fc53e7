#include "pages/index_writer.hpp"

#include "pages/big_endian.hpp"

#include <cstring>
#include <utility>

namespace csvimport {
namespace {

// Of a run that was appended where page `first` is.
IndexCell in_file(IndexCell cell, PageNumber first) {
  if (cell.overflows) {
    std::uint8_t* const link = &cell.bytes[cell.bytes.size() - kPageLinkSize];
    put_u32(link, page_after(first, get_u32(link)));
  }
  return cell;
}

}  // namespace

void IndexWriter::append(IndexRun& run) {
  if (run.leaves.empty()) return;
  const PageNumber first = pages_.append(run);
  if (leaves_ == 0) {
    const std::size_t at = run.leaves.front() * kPageSize;
    std::memcpy(first_leaf_.data(), run.bytes.data() + at, kPageSize);
  }
  std::size_t next_divider = 0;
  for (const std::uint32_t leaf : run.leaves) {
    std::optional<IndexCell> divider;
    if (leaves_ > 0) {
      divider = in_file(std::move(run.dividers[next_divider++]), first);
    }
    add_child(0, std::move(divider), page_after(first, leaf));
    ++leaves_;
  }
  entries_ += run.entries;
}

void IndexWriter::add_child(std::size_t number,
                            std::optional<IndexCell> divider,
                            PageNumber child) {
  if (number == levels_.size()) {
    levels_.emplace_back(child);
    return;
  }
  Level& level = levels_[number];
  if (level.held) {
    close_page(number, *std::exchange(level.held, std::nullopt));
    level.right_child = level.held_child;
  }
  if (level.page.has_room(kPageLinkSize + divider->bytes.size())) {
    add_cell(level, *divider, child);
  } else {
    level.held = std::move(divider);
    level.held_child = child;
  }
}

void IndexWriter::add_cell(Level& level, const IndexCell& divider,
                           PageNumber child) {
  std::uint8_t* const cell =
      level.page.add(kPageLinkSize + divider.bytes.size());
  put_u32(cell, level.right_child);
  std::memcpy(cell + kPageLinkSize, divider.bytes.data(), divider.bytes.size());
  level.right_child = child;
}

void IndexWriter::close_page(std::size_t number, IndexCell divider) {
  Level& level = levels_[number];
  const PageNumber page = pages_.append(level.page.bytes(level.right_child));
  level.page.clear();
  add_child(number + 1, std::exchange(level.before, std::move(divider)), page);
}

// SQLite takes an interior page without a cell for damage. So the last page
// takes over a child, and what comes before that divides the two pages.
void IndexWriter::place_held(std::size_t number) {
  Level& level = levels_[number];
  if (!level.held) return;
  const std::span<const std::uint8_t> last = level.page.last();
  IndexCell divider{{last.begin() + kPageLinkSize, last.end()}};
  const PageNumber moved =
      std::exchange(level.right_child, get_u32(last.data()));
  level.page.drop_last();
  close_page(number, std::move(divider));
  level.right_child = moved;
  add_cell(level, *level.held, level.held_child);
  level.held.reset();
}

std::optional<std::array<std::uint8_t, kPageSize>> IndexWriter::finish() {
  if (leaves_ == 0) return std::nullopt;
  if (leaves_ == 1) {
    // The only leaf is the last page appended; it moves to the root.
    pages_.drop_last();
    return first_leaf_;
  }
  for (std::size_t number = 0; number < levels_.size(); ++number) {
    place_held(number);
    Level& level = levels_[number];
    if (number + 1 == levels_.size()) break;
    const PageNumber page = pages_.append(level.page.bytes(level.right_child));
    add_child(number + 1, std::move(level.before), page);
  }
  Level& top = levels_.back();
  return top.page.bytes(top.right_child);
}

}  // namespace csvimport
