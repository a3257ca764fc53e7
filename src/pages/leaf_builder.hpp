#pragma once

// From records to leaf pages of a table b-tree.
//
// A leaf page ("Database File Format", section 1.6): behind the header the
// offsets of the cells, in the order of their rowids; the cells are filled in
// from the end of the page downwards, and between them are zeros.
//
//   0      1       3       5         7     8
//   +------+-------+-------+---------+-----+------+------+-...-+------+------+
//   | 0x0D |   0   | cells | content |  0  | at 1 | at 2 |  0  | cell | cell |
//   |      |       |       |  start  |     |      |      |     |   2  |   1  |
//   +------+-------+-------+---------+-----+------+------+-...-+------+------+
//      1       2       2        2       1     2      2     bytes; 4096 in all
//
// A cell. All of a payload of up to 4061 bytes is local, and there is no
// overflow page; of a longer one the first 489 to 4061 bytes, which section 1.6
// computes:
//
//   +--------------+--------+---------------------------+----------------+
//   | payload size | rowid  | the record: local payload | overflow page  |
//   |    varint    | varint |                           |    4 bytes     |
//   +--------------+--------+---------------------------+----------------+
//
// Numbers are big-endian. A page number, where a cell or a page gives one,
// counts from the first page of the run until the run is appended.

#include "base/buffer.hpp"
#include "pages/big_endian.hpp"
#include "pages/page.hpp"
#include "pages/page_run.hpp"
#include "pages/record_encoder.hpp"
#include "pages/varint.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace csvimport {

// The pages of one batch: leaves of a table, and overflow pages.
struct TableRun : PageRun {
  struct Leaf {
    std::uint32_t page = 0;  // in the run
    std::int64_t last_rowid = 0;
  };

  std::uint64_t rows = 0;    // in the leaves
  std::vector<Leaf> leaves;  // in the order of their rowids
};

// Fills leaf pages one after the other, completely, as an append-only load
// does; what is too long for a leaf goes to overflow pages. The overflow pages
// of a leaf come before it, so that a run with one leaf ends with it. One
// thread at a time.
class LeafBuilder {
 public:
  // Builds into the memory of `recycled`, which may be of any capacity.
  explicit LeafBuilder(Buffer recycled);

  // Adds a record: one under way, or whatever has its size() and copy_to().
  // Rowids ascend, over all calls and all runs of a table. Inline, or the row
  // cannot stay in registers.
  template <class Record>
  [[gnu::always_inline]] void add(std::int64_t rowid, const Record& row) {
    const std::size_t size = row.size();
    if (size > kMaxRowPayload) {
      payload_.resize(size);
      row.copy_to(payload_.data());
      add_overflowing(static_cast<std::uint64_t>(rowid));
    } else {
      row.copy_to(place_cell(size, static_cast<std::uint64_t>(rowid), size));
    }
    last_rowid_ = rowid;
    ++run_.rows;
  }

  // The pages of all rows added; leaves the builder empty.
  TableRun finish();

 private:
  static constexpr std::size_t kCellPointerSize = 2;

  // Begins a cell in the leaf in hand, or in a new one. Returns where the
  // `local_size` bytes behind the size of its payload and its key go.
  [[gnu::always_inline]] std::uint8_t* place_cell(std::size_t payload_size,
                                                  std::uint64_t key,
                                                  std::size_t local_size) {
    const std::size_t size =
        varint_size(payload_size) + varint_size(key) + local_size;
    if (kLeafHeaderSize + kCellPointerSize * (cells_ + 1) + size >
        content_start_) {
      close_leaf();
    }
    content_start_ -= size;
    put_u16(&leaf_[kLeafHeaderSize + kCellPointerSize * cells_],
            static_cast<std::uint16_t>(content_start_));
    ++cells_;
    return put_varint(put_varint(&leaf_[content_start_], payload_size), key);
  }
  // Adds the record in payload_.
  void add_overflowing(std::uint64_t key);
  void close_leaf();

  TableRun run_;
  std::array<std::uint8_t, kPageSize> leaf_;
  std::size_t cells_ = 0;
  std::size_t content_start_ = kPageSize;  // cells are filled in downwards
  std::int64_t last_rowid_ = 0;
  std::vector<std::size_t> leaf_links_;  // offsets in leaf_
  std::vector<std::uint8_t> payload_;    // of a record that overflows
};

}  // namespace csvimport
