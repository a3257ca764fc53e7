#pragma once

// From records to leaf pages of a table b-tree ("Database File Format",
// sections 1.6 and 1.7).

#include "base/buffer.hpp"
#include "direct/page.hpp"
#include "direct/record_encoder.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace csvimport {

// Consecutive pages that do not yet know where in the file they will stand.
// Pages in a run count from 0.
struct PageRun {
  struct Leaf {
    std::uint32_t page = 0;
    std::int64_t last_rowid = 0;
  };

  Buffer bytes;              // whole pages
  std::vector<Leaf> leaves;  // in the order of their rowids
  // Where in `bytes` the number of an overflow page stands, relative to the
  // run, as 4 big-endian bytes.
  std::vector<std::size_t> links;

  [[nodiscard]] std::size_t pages() const { return bytes.size() / kPageSize; }
};

// Fills leaf pages one after the other, completely, as an append-only load
// does; what is too long for a leaf goes to overflow pages. The overflow pages
// of a leaf come before it, so that a run with one leaf ends with it. One
// thread at a time.
class LeafBuilder {
 public:
  // Builds into the memory of `recycled`, which may be of any capacity.
  explicit LeafBuilder(Buffer recycled);

  // Rowids ascend, over all calls and all runs of a table.
  void add(std::int64_t rowid, const RecordEncoder& record);

  // The pages of all rows added; leaves the builder empty.
  PageRun finish();

 private:
  // Where a cell of `size` bytes goes: the leaf in hand, or a new one.
  std::uint8_t* place_cell(std::size_t size);
  void add_overflowing(std::int64_t rowid, const RecordEncoder& record);
  // Returns the number, in the run, of the first page that `payload` went to.
  std::uint32_t append_overflow_pages(const std::uint8_t* payload,
                                      std::size_t size);
  std::uint8_t* append_pages(std::size_t count);
  void close_leaf();

  PageRun run_;
  std::array<std::uint8_t, kPageSize> leaf_;
  std::size_t cells_ = 0;
  std::size_t content_start_ = kPageSize;  // cells are filled in downwards
  std::int64_t last_rowid_ = 0;
  std::vector<std::size_t> leaf_links_;  // offsets in leaf_
  std::vector<std::uint8_t> payload_;    // of a record that overflows
};

}  // namespace csvimport
