#pragma once

// The b-tree of one table, written from left to right.
//
// An interior page ("Database File Format", section 1.6): as a leaf, but with a
// right child in its header, and with cells that are a page number and a rowid.
//
//   0      1       3       5         7     8       12
//   +------+-------+-------+---------+-----+-------+------+-...-+------+------+
//   | 0x05 |   0   | cells | content |  0  | right | at 1 |  0  | cell | cell |
//   |      |       |       |  start  |     | child |      |     |   2  |   1  |
//   +------+-------+-------+---------+-----+-------+------+-...-+------+------+
//      1       2       2        2       1      4      2     bytes; 4096 in all
//
//   A cell:  +------------+---------------------+
//            | child page | largest rowid in it |
//            |  4 bytes   |       varint        |
//            +------------+---------------------+

#include "pages/cell_page.hpp"
#include "pages/leaf_builder.hpp"
#include "pages/page.hpp"
#include "pages/page_appender.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace csvimport {

// An interior page that is being filled: a cell for each child but the last,
// which is the right child.
class InteriorPage {
 public:
  struct Child {
    PageNumber page = 0;
    std::int64_t last_rowid = 0;
  };

  explicit InteriorPage(const Child& first) : last_child_(first) {}

  // False, leaving the page as it is, if there is no room.
  bool add(const Child& child);

  // Takes the last child out of a page that has at least three.
  Child take_last();

  [[nodiscard]] const Child& last_child() const { return last_child_; }

  // The page's bytes, valid until the next change.
  const std::array<std::uint8_t, kPageSize>& bytes() {
    return page_.bytes(last_child_.page);
  }

 private:
  CellPage page_{kInteriorTablePage};
  Child before_last_;  // the child in the newest cell
  Child last_child_;
};

// Appends the leaves of a table, and above them interior pages as they fill up:
// what it keeps in memory is one page per level. One thread at a time.
class TableWriter {
 public:
  // `pages` is borrowed.
  explicit TableWriter(PageAppender& pages) : pages_(pages) {}

  // Appends the run's pages, and its leaves to the table.
  void append(TableRun& run);

  // The rows appended so far.
  [[nodiscard]] std::uint64_t rows() const { return rows_; }

  // Completes the tree. Returns the bytes of the root page, which the caller
  // writes; nullopt if there is no row, so that the empty leaf that SQLite put
  // there may stay.
  std::optional<std::array<std::uint8_t, kPageSize>> finish();

 private:
  void add_child(std::size_t level, const InteriorPage::Child& child);

  PageAppender& pages_;
  std::vector<InteriorPage> levels_;  // from the leaves' parents upwards
  std::uint64_t leaves_ = 0;
  std::uint64_t rows_ = 0;
  std::array<std::uint8_t, kPageSize> first_leaf_{};
};

}  // namespace csvimport
