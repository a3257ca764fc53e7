#pragma once

// Pages on their way into a file, and payloads that are too long for a cell.
//
// Of a payload that is too long for its page, the cell has a part; the rest is
// on overflow pages ("Database File Format", section 1.7), of which the last
// one's next page is 0:
//
//   +-----------+--------------------------------------------------------+
//   | next page |          up to 4092 bytes more of the payload          |
//   |  4 bytes  |                                                        |
//   +-----------+--------------------------------------------------------+

#include "base/buffer.hpp"
#include "pages/page.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace csvimport {

// Pages that follow each other in the file. Where, is not known while they are
// built: what comes before them is still being worked on. So pages count from 0
// here, and so do the numbers that are written into them;
// PageAppender::append() makes page numbers of the file of these.
struct PageRun {
  Buffer bytes;  // whole pages
  // Where in `bytes` the number of an overflow page stands, as 4 big-endian
  // bytes: that in a cell, or that of the next page.
  std::vector<std::size_t> links;

  [[nodiscard]] std::size_t pages() const { return bytes.size() / kPageSize; }
};

inline constexpr std::size_t kPageLinkSize = 4;  // bytes of a page's number

// The largest payload that does not overflow (section 1.6, "X"): of a row, and
// of an index's entry, of which four fit into each page.
inline constexpr std::size_t kMaxRowPayload = kPageSize - 35;
inline constexpr std::size_t kMaxEntryPayload =
    (kPageSize - 12) * 64 / 255 - 23;

// How much of a payload of `size` bytes stays in its cell, if `max_local` is
// the most that a cell of its kind of page has (section 1.6, "M" and "K").
constexpr std::size_t local_payload(std::size_t size, std::size_t max_local) {
  constexpr std::size_t kMinLocal = (kPageSize - 12) * 32 / 255 - 23;
  if (size <= max_local) return size;
  const std::size_t local =
      kMinLocal + (size - kMinLocal) % (kPageSize - kPageLinkSize);
  return local <= max_local ? local : kMinLocal;
}

// Makes room for pages at the end of a run. Returns where they begin; they are
// uninitialised.
std::uint8_t* append_pages(PageRun& run, std::size_t count);

// Puts the rest of a payload, at least one byte, on overflow pages at the end
// of a run. Returns the number, in the run, of the first one.
std::uint32_t append_overflow_pages(PageRun& run,
                                    std::span<const std::uint8_t> rest);

}  // namespace csvimport
