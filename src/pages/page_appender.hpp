#pragma once

// Puts pages at the end of a database file, which gives them their numbers.

#include "pages/page.hpp"
#include "pages/page_run.hpp"
#include "pages/reserved_space.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace csvimport {

// Appends to a file that it borrows, leaving out the lock-byte page, and starts
// write-back early so that a final fsync has little left to wait for. One
// thread at a time. Throws SystemError.
class PageAppender {
 public:
  // The next page appended becomes page `first`; `path` is for messages.
  PageAppender(int fd, std::string path, PageNumber first, bool write_back);

  // Writes the run where the file ends. Before that the links in it, which
  // count from its first page, become page numbers of the file. Returns the
  // number of its first page; the others follow as page_after() says.
  PageNumber append(PageRun& run);

  // Returns the number of the new page.
  PageNumber append(std::span<const std::uint8_t, kPageSize> page);

  // Drops the last page that was appended.
  void drop_last();

  // The pages of the file so far, the lock-byte page included.
  [[nodiscard]] PageNumber page_count() const { return page_count_; }

 private:
  [[nodiscard]] PageNumber next_page() const;
  void write(PageNumber page, const std::uint8_t* bytes, std::size_t size);

  int fd_;
  std::string path_;
  PageNumber page_count_;
  bool write_back_;
  std::uint64_t written_back_to_;  // a file offset
  ReservedSpace space_;
};

}  // namespace csvimport
