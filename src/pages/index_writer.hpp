#pragma once

// The b-tree of one index, written from left to right.
//
// An interior page is like that of a table, but of kind 0x02, and the cells
// behind the number of the child are those of entries ("Database File Format",
// section 1.6):
//
//   +------------+--------------+---------------+------------------+
//   | child page | payload size | local payload | overflow page,   |
//   |  4 bytes   |    varint    |               | if there is more |
//   +------------+--------------+---------------+------------------+

#include "pages/cell_page.hpp"
#include "pages/index_leaf_builder.hpp"
#include "pages/page.hpp"
#include "pages/page_appender.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>

namespace csvimport {

// Appends the leaves of an index, and above them interior pages as they fill
// up: what it keeps in memory is one page per level. One thread at a time.
class IndexWriter {
 public:
  // `pages` is borrowed.
  explicit IndexWriter(PageAppender& pages) : pages_(pages) {}

  // Appends the run's pages, and its leaves to the index.
  void append(IndexRun& run);

  // The entries appended so far.
  [[nodiscard]] std::uint64_t entries() const { return entries_; }

  // Completes the tree. Returns the bytes of the root page, which the caller
  // writes; nullopt if there is no entry, so that the empty leaf that SQLite
  // put there may stay. Nothing may have been appended by others since the last
  // run.
  std::optional<std::array<std::uint8_t, kPageSize>> finish();

 private:
  // An interior page that is being filled.
  struct Level {
    explicit Level(PageNumber child) : right_child(child) {}

    CellPage page{kInteriorIndexPage};
    PageNumber right_child;
    // What divides the page from the one before it.
    std::optional<IndexCell> before;
    // What found no room: a divider, and the child behind it.
    std::optional<IndexCell> held;
    PageNumber held_child = 0;
  };

  // Adds a child behind all others of the level, and before it what divides it
  // from the last one, which there is none of at first.
  void add_child(std::size_t level, std::optional<IndexCell> divider,
                 PageNumber child);
  static void add_cell(Level& level, const IndexCell& divider,
                       PageNumber child);
  // Writes the page of a level, and begins the next one behind `divider`.
  void close_page(std::size_t level, IndexCell divider);
  // Begins the last page of a level, if it is still to begin.
  void place_held(std::size_t level);

  PageAppender& pages_;
  std::deque<Level> levels_;  // from the leaves' parents upwards
  std::uint64_t leaves_ = 0;
  std::uint64_t entries_ = 0;
  std::array<std::uint8_t, kPageSize> first_leaf_{};
};

}  // namespace csvimport
