#include "input/descriptor_source.hpp"

#include "base/system_error.hpp"
#include "input/read_stopped.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <utility>

namespace csvimport {

DescriptorSource::DescriptorSource(int fd, std::string name, const WakeUp* stop,
                                   std::atomic<std::uint64_t>& bytes_read)
    : fd_(fd), name_(std::move(name)), stop_(stop), bytes_read_(bytes_read) {}

int DescriptorSource::read(char* buffer, int size) {
  for (;;) {
    throw_if_interrupted();
    if (stop_ != nullptr && !wait_until_readable(fd_, *stop_)) {
      throw ReadStopped();
    }
    const ssize_t count =
        ::read(fd_, buffer, static_cast<std::size_t>(std::max(size, 0)));
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
