#include "input/part_source.hpp"

#include "base/system_error.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace csvimport {

PartSource::PartSource(std::unique_ptr<io::ByteSourceBase> source, int fd,
                       const InputPart& part, std::uint64_t end,
                       std::string name)
    : source_(std::move(source)),
      fd_(fd),
      part_(part),
      end_(end),
      name_(std::move(name)) {}

int PartSource::read(char* buffer, int size) {
  if (at_ == part_.start_bytes && at_ < part_.offset) {
    at_ = part_.offset;
    if (::lseek(fd_, static_cast<off_t>(at_), SEEK_SET) < 0) {
      throw SystemError(name_, "cannot read", errno);
    }
  }
  const std::uint64_t end = at_ < part_.start_bytes ? part_.start_bytes : end_;
  if (at_ >= end || size <= 0) return 0;
  const int wanted = static_cast<int>(std::min<std::uint64_t>(end - at_, size));
  const int count = source_->read(buffer, wanted);
  at_ += static_cast<std::uint64_t>(count);
  return count;
}

}  // namespace csvimport
