#include "pages/page_run.hpp"

#include "pages/big_endian.hpp"

#include <algorithm>
#include <cstring>

namespace csvimport {

std::uint8_t* append_pages(PageRun& run, std::size_t count) {
  const std::size_t start = run.bytes.size();
  const std::size_t end = start + count * kPageSize;
  if (end > run.bytes.capacity()) {
    run.bytes.reserve(std::max(end, 2 * run.bytes.capacity()));
  }
  run.bytes.resize(end);
  return reinterpret_cast<std::uint8_t*>(run.bytes.data()) + start;
}

std::uint32_t append_overflow_pages(PageRun& run,
                                    std::span<const std::uint8_t> rest) {
  constexpr std::size_t kRoom = kPageSize - kPageLinkSize;
  const auto first_page = static_cast<std::uint32_t>(run.pages());
  const std::size_t pages = (rest.size() + kRoom - 1) / kRoom;
  std::uint8_t* at = append_pages(run, pages);
  for (std::size_t i = 0; i < pages; ++i, at += kPageSize) {
    const bool is_last = i + 1 == pages;
    put_u32(at, is_last ? 0 : first_page + static_cast<std::uint32_t>(i) + 1);
    if (!is_last) run.links.push_back((first_page + i) * kPageSize);
    const std::size_t size = std::min(rest.size(), kRoom);
    std::memcpy(at + kPageLinkSize, rest.data(), size);
    std::memset(at + kPageLinkSize + size, 0, kRoom - size);
    rest = rest.subspan(size);
  }
  return first_page;
}

}  // namespace csvimport
