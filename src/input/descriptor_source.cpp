#include "input/descriptor_source.hpp"

#include "base/import_error.hpp"
#include "base/system_error.hpp"
#include "input/read_stopped.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <utility>

namespace csvimport {
namespace {

// Whether a file's size is what was read of it. Those of /sys are larger.
bool ends_here(int fd) {
  struct stat status {};
  const off_t at = ::lseek(fd, 0, SEEK_CUR);
  return ::fstat(fd, &status) == 0 && status.st_size <= at;
}

}  // namespace

DescriptorSource::DescriptorSource(int fd, std::string name, const WakeUp* stop,
                                   std::atomic<std::uint64_t>& bytes_read,
                                   std::uint64_t least_bytes)
    : fd_(fd),
      name_(std::move(name)),
      stop_(stop),
      bytes_read_(bytes_read),
      least_bytes_(least_bytes) {}

int DescriptorSource::read(char* buffer, int size) {
  for (;;) {
    throw_if_interrupted();
    if (stop_ != nullptr && !wait_until_readable(fd_, *stop_)) {
      throw ReadStopped();
    }
    const ssize_t count =
        ::read(fd_, buffer, static_cast<std::size_t>(std::max(size, 0)));
    const bool is_early = count == 0 && size > 0 && bytes_read_ < least_bytes_;
    if (is_early && ends_here(fd_)) {
      throw ImportError({name_},
                        "became shorter while it was read; import it again");
    }
    if (count >= 0) {
      bytes_read_ += static_cast<std::uint64_t>(count);
      return static_cast<int>(count);
    }
    if (errno != EINTR && errno != EAGAIN) {
      throw SystemError(name_, "cannot read", errno);
    }
  }
}

}  // namespace csvimport
