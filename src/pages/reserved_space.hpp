#pragma once

// Space on the disk for what a file grows by.

#include <cstdint>

namespace csvimport {

// Has the file system set space aside behind a growing file, many blocks at
// once, which costs less than to find it for each block that is written. It is
// a wish: a file system that cannot, or has no more, finds it block by block.
// One thread at a time.
class ReservedSpace {
 public:
  // Of the file `fd`, which it borrows, and which grows from offset `begin` on.
  // Short files get nothing.
  ReservedSpace(int fd, std::uint64_t begin);
  // Gives back what the file has not grown into.
  ~ReservedSpace();
  ReservedSpace(const ReservedSpace&) = delete;
  ReservedSpace& operator=(const ReservedSpace&) = delete;

  // Call before the file grows to `end`.
  void grow_to(std::uint64_t end);
  // Call after the file has been cut at `end`, with all that was set aside.
  void cut_at(std::uint64_t end);

 private:
  int fd_;
  bool has_some_ = false;
  std::uint64_t reserved_to_;  // a file offset; up to it nothing is asked for
};

}  // namespace csvimport
