#include "input/file_identity.hpp"

#include <fcntl.h>
#include <sys/stat.h>

namespace csvimport {

std::int64_t born_ns_of(int fd) {
  constexpr std::int64_t kNsPerSecond = 1'000'000'000;
  struct statx status {};
  if (::statx(fd, "", AT_EMPTY_PATH, STATX_BTIME, &status) != 0) return 0;
  if ((status.stx_mask & STATX_BTIME) == 0) return 0;
  return status.stx_btime.tv_sec * kNsPerSecond + status.stx_btime.tv_nsec;
}

}  // namespace csvimport
