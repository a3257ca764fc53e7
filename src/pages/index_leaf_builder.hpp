#pragma once

// From the entries of an index to leaf pages of its b-tree.
//
// A leaf page of an index is like one of a table, but of kind 0x0A, and without
// rowids in its cells ("Database File Format", section 1.6). Of an entry of
// more than 1002 bytes the cell has the first 489 to 1002, and the rest is on
// overflow pages:
//
//   +--------------+--------------------------+----------------+
//   | payload size | the entry: local payload | overflow page  |
//   |    varint    |                          |    4 bytes     |
//   +--------------+--------------------------+----------------+
//
// An entry is a record: the values of the index's columns, and the rowid. Each
// entry is once in the tree: in a leaf, or between two of them in an interior
// page.

#include "pages/cell_page.hpp"
#include "pages/page_run.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace csvimport {

// The cell of an entry, with what of it is local.
struct IndexCell {
  std::vector<std::uint8_t> bytes;
  // Then its last four bytes are the number of its first overflow page.
  bool overflows = false;
};

// Leaves of an index, and the entries between them.
struct IndexRun : PageRun {
  std::vector<std::uint32_t> leaves;  // pages of the run, in key order
  // One behind each leaf but the last, and in all runs of an index but the
  // first one before each leaf. Page numbers in them count as in the run.
  std::vector<IndexCell> dividers;
  std::uint64_t entries = 0;
};

// Fills leaves one after the other, completely. The overflow pages of a leaf
// come before it, so that a run with one leaf ends with it. One thread at a
// time.
class IndexLeafBuilder {
 public:
  // For the first run of an index, or one behind it.
  explicit IndexLeafBuilder(bool is_first) : needs_divider_(!is_first) {}

  // Adds an entry: the varint of its size, of `varint_size` bytes, and itself.
  // They come in the order of the index, over all runs. A run that is not the
  // first has two entries at least.
  void add(std::span<const std::uint8_t> sized_entry, std::size_t varint_size);

  // The pages of all entries; leaves the builder empty. Once.
  IndexRun finish();

 private:
  IndexCell cell_of(std::span<const std::uint8_t> sized_entry,
                    std::size_t varint_size);
  void place(const IndexCell& cell);
  IndexCell take_last();
  void close_leaf();

  IndexRun run_;
  bool needs_divider_;
  CellPage leaf_{kLeafIndexPage};
  std::vector<std::size_t> leaf_links_;  // offsets in the leaf
  // The entry behind a leaf that is full, which divides it from the next one.
  std::optional<IndexCell> divider_;
};

}  // namespace csvimport
