#include "pages/page_appender.hpp"

#include "base/file_io.hpp"
#include "base/system_error.hpp"
#include "pages/big_endian.hpp"

#include <fcntl.h>

#include <algorithm>
#include <utility>

namespace csvimport {
namespace {

// Large enough that the disk is asked rarely, small enough that little is left
// at the end; by taste.
constexpr std::uint64_t kWriteBackBytes = 8 * 1024 * 1024;

std::uint64_t offset_of(PageNumber page) {
  return (std::uint64_t{page} - 1) * kPageSize;
}

}  // namespace

PageAppender::PageAppender(int fd, std::string path, PageNumber first,
                           bool write_back)
    : fd_(fd),
      path_(std::move(path)),
      page_count_(first - 1),
      write_back_(write_back),
      written_back_to_(offset_of(first)),
      space_(fd, offset_of(first)) {}

PageNumber PageAppender::next_page() const {
  const PageNumber next = page_count_ + 1;
  return next == kLockBytePage ? next + 1 : next;
}

PageNumber PageAppender::append(PageRun& run) {
  const PageNumber first = next_page();
  auto* const bytes = reinterpret_cast<std::uint8_t*>(run.bytes.data());
  for (const std::size_t link : run.links) {
    put_u32(bytes + link, page_after(first, get_u32(bytes + link)));
  }
  const std::size_t pages = run.pages();
  if (pages == 0) return first;
  if (std::uint64_t{first} + pages > kMaxPageCount) {
    throw SystemError(path_, "the database would exceed SQLite's largest size");
  }
  // Up to the lock-byte page, and on behind it.
  const std::size_t before_lock =
      first < kLockBytePage
          ? std::min<std::size_t>(pages, kLockBytePage - first)
          : pages;
  write(first, bytes, before_lock * kPageSize);
  if (before_lock < pages) {
    write(kLockBytePage + 1, bytes + before_lock * kPageSize,
          (pages - before_lock) * kPageSize);
  }
  page_count_ = page_after(first, pages - 1);
  return first;
}

PageNumber PageAppender::append(std::span<const std::uint8_t, kPageSize> page) {
  const PageNumber number = next_page();
  write(number, page.data(), page.size());
  page_count_ = number;
  return number;
}

void PageAppender::drop_last() {
  --page_count_;
  const std::uint64_t end = offset_of(page_count_ + 1);
  truncate_file(fd_, end, path_);
  space_.cut_at(end);
}

void PageAppender::write(PageNumber page, const std::uint8_t* bytes,
                         std::size_t size) {
  const std::uint64_t offset = offset_of(page);
  const std::uint64_t end = offset + size;
  space_.grow_to(end);
  write_at(fd_, offset, bytes, size, path_);
  if (!write_back_ || end < written_back_to_ + kWriteBackBytes) return;
  // Only a hint: what it leaves undone, the fsync does.
  (void)::sync_file_range(fd_, static_cast<off_t>(written_back_to_),
                          static_cast<off_t>(end - written_back_to_),
                          SYNC_FILE_RANGE_WRITE);
  written_back_to_ = end;
}

}  // namespace csvimport
