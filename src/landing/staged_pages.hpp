#pragma once

// Which page of a staging file is what.

#include "pages/page.hpp"

#include <optional>
#include <string>
#include <vector>

namespace csvimport {

// Nothing in an overflow page tells it from one of a tree. So the trees are
// gone through from their roots, but for their leaves: what is none of theirs,
// nor of the schema, is overflow.
struct StagedPages {
  PageNumber count = 0;            // of all pages in the file
  std::vector<bool> are_overflow;  // by the number of the page
  bool has_overflow = false;
  // The pages that hold neither rows nor entries; ascending. These are those of
  // the schema, and the lock-byte page.
  std::vector<PageNumber> of_schema;
};

// Those of the file behind `fd`, of `count` pages, with trees of these roots.
// None if a page is damaged, or of several trees. Throws SystemError with
// `path`.
std::optional<StagedPages> find_staged_pages(
    int fd, const std::string& path, PageNumber count,
    const std::vector<PageNumber>& roots);

}  // namespace csvimport
