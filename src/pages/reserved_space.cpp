#include "pages/reserved_space.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <limits>

namespace csvimport {
namespace {

// Large enough that it is asked for rarely, small enough that others do not
// miss it; by taste.
constexpr std::uint64_t kReservedBytes = 16 * 1024 * 1024;

}  // namespace

ReservedSpace::ReservedSpace(int fd, std::uint64_t begin)
    : fd_(fd), reserved_to_(begin + kReservedBytes) {}

ReservedSpace::~ReservedSpace() {
  struct stat file = {};
  if (!has_some_ || ::fstat(fd_, &file) != 0) return;
  // To the size that it has, which frees what is behind it. If that fails, the
  // file is whole all the same.
  [[maybe_unused]] const int result = ::ftruncate(fd_, file.st_size);
}

void ReservedSpace::grow_to(std::uint64_t end) {
  if (end <= reserved_to_) return;
  const std::uint64_t size = std::max(kReservedBytes, end - reserved_to_);
  if (::fallocate(fd_, FALLOC_FL_KEEP_SIZE, static_cast<off_t>(reserved_to_),
                  static_cast<off_t>(size)) != 0) {
    reserved_to_ = std::numeric_limits<std::uint64_t>::max();
    return;
  }
  has_some_ = true;
  reserved_to_ += size;
}

void ReservedSpace::cut_at(std::uint64_t end) {
  if (has_some_) reserved_to_ = end;
}

}  // namespace csvimport
