#include "landing/staged_pages.hpp"

#include "base/file_io.hpp"
#include "pages/database_header.hpp"
#include "pages/page_links.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace csvimport {
namespace {

// Its members return false if a page is damaged, or taken twice.
class StagedWalk {
 public:
  StagedWalk(int fd, const std::string& path, PageNumber count)
      : fd_(fd), path_(path) {
    pages_.count = count;
    pages_.are_overflow.assign(std::size_t{count} + 1, true);
    pages_.are_overflow[0] = false;
    if (count < kLockBytePage) return;
    pages_.are_overflow[kLockBytePage] = false;
    pages_.of_schema.push_back(kLockBytePage);
  }

  bool take_schema(PageNumber page = 1) {
    std::vector<PageNumber> children;
    std::vector<PageNumber> overflow;
    if (!take(page)) return false;
    pages_.of_schema.push_back(page);
    if (!read_links(page, children, overflow)) return false;
    return std::all_of(children.begin(), children.end(),
                       [&](PageNumber child) { return take_schema(child); }) &&
           std::all_of(overflow.begin(), overflow.end(),
                       [&](PageNumber first) { return take_chain(first); });
  }

  bool take_tree(PageNumber root) {
    return take(root) && (!is_interior(root) || take_below(root));
  }

  StagedPages finish() {
    std::sort(pages_.of_schema.begin(), pages_.of_schema.end());
    pages_.has_overflow =
        std::find(pages_.are_overflow.begin(), pages_.are_overflow.end(),
                  true) != pages_.are_overflow.end();
    return std::move(pages_);
  }

 private:
  const std::uint8_t* read(PageNumber page) {
    read_at(fd_, (std::uint64_t{page} - 1) * kPageSize, page_.data(), kPageSize,
            path_);
    return page_.data();
  }

  bool is_interior(PageNumber page) {
    return is_interior_page(read(page)[kPageTypeAt]);
  }

  bool take(PageNumber page) {
    if (page > pages_.count || !pages_.are_overflow[page]) return false;
    pages_.are_overflow[page] = false;
    return true;
  }

  bool read_links(PageNumber page, std::vector<PageNumber>& children,
                  std::vector<PageNumber>& overflow) {
    const std::uint8_t* const bytes = read(page);
    return for_each_link(
        bytes, page == 1 ? kDatabaseHeaderSize : 0,
        [&](std::size_t at) { children.push_back(get_u32(bytes + at)); },
        [&](std::size_t at) { overflow.push_back(get_u32(bytes + at)); });
  }

  // All leaves of a tree are as far from its root, so that one child tells of
  // the others what they are.
  bool take_below(PageNumber parent) {
    std::vector<PageNumber> children;
    std::vector<PageNumber> overflow;
    if (!read_links(parent, children, overflow)) return false;
    for (const PageNumber child : children) {
      if (!take(child)) return false;
    }
    if (children.empty()) return false;
    if (!is_interior(children.front())) return true;
    return std::all_of(children.begin(), children.end(),
                       [&](PageNumber child) { return take_below(child); });
  }

  bool take_chain(PageNumber first) {
    for (PageNumber page = first; page != 0; page = get_u32(read(page))) {
      if (!take(page)) return false;
      pages_.of_schema.push_back(page);
    }
    return true;
  }

  int fd_;
  const std::string& path_;
  StagedPages pages_;
  std::array<std::uint8_t, kPageSize + kReadableBehindPage> page_{};
};

}  // namespace

std::optional<StagedPages> find_staged_pages(
    int fd, const std::string& path, PageNumber count,
    const std::vector<PageNumber>& roots) {
  StagedWalk walk(fd, path, count);
  if (!walk.take_schema()) return std::nullopt;
  for (const PageNumber root : roots) {
    if (!walk.take_tree(root)) return std::nullopt;
  }
  return walk.finish();
}

}  // namespace csvimport
