#pragma once

// The pages of staged tables on their way to the end of another database.
//
//   staging file:   1    2    3    4    5    6    7    8
//                 schema root leaf leaf over root leaf leaf
//                         |    |    |    |    |    |    |
//   target:       ...     R    N+1  N+2  N+3  R'   N+4  N+5
//
// There the roots have places already; all else goes behind the last page, in
// the order of the staging file, with gaps closed, but for the lock-byte page.
// So each number that stands in a page, of a child or of overflow, is made
// another one by the same rule.

#include "landing/staged_pages.hpp"
#include "pages/page.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace csvimport {

// Takes whole pages that follow each other in the target, from page `first` on,
// 64 KiB at most.
using PageTaker =
    std::function<void(PageNumber first, std::span<const std::uint8_t> pages)>;

// Where pages of a staging file go.
class PagePlaces {
 public:
  // Those of `pages` but its `roots` go behind page `last` of the target.
  PagePlaces(const StagedPages& pages, const std::vector<PageNumber>& roots,
             PageNumber last);

  // Whether the page is a root, or stays where it is.
  [[nodiscard]] bool is_set_aside(PageNumber page) const;
  // Where any other one goes.
  [[nodiscard]] PageNumber of(PageNumber page) const;
  // How many pages go there, and what the last of the target is then.
  [[nodiscard]] std::uint64_t count() const { return count_; }
  [[nodiscard]] std::uint64_t last() const;

 private:
  std::vector<PageNumber> set_aside_;  // ascending
  std::uint64_t count_;
  PageNumber first_;  // in the target
};

// Reads all pages of the staging file behind `fd` in order, and gives those
// that go behind the target's end to `take`. Returns the roots, by their
// numbers in the staging file, as they are to be in the target. None if the
// numbers in all pages are not those of all pages, each once, so that what was
// taken is of no use. Throws SystemError with `path`, Interrupted, and what
// `take` throws.
std::optional<std::map<PageNumber, PageBytes>> copy_pages(
    int fd, const std::string& path, const StagedPages& pages,
    const std::vector<PageNumber>& roots, const PagePlaces& places,
    const PageTaker& take);

}  // namespace csvimport
