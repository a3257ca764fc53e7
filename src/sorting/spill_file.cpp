#include "sorting/spill_file.hpp"

#include "base/file_io.hpp"
#include "base/system_error.hpp"
#include "base/temporary_file.hpp"

#include <unistd.h>

#include <cerrno>

namespace csvimport {

std::uint64_t SpillFile::append(std::span<const char> bytes) {
  if (!fd_) {
    TemporaryFile file = make_temporary_file(folder_, target_);
    if (!file.fd.valid()) {
      const int error = errno;
      throw SystemError(folder_, "cannot create a file", error);
    }
    ::unlink(file.path.c_str());
    fd_ = std::move(file.fd);
  }
  const std::uint64_t at = size_;
  write_at(fd_->get(), at, bytes.data(), bytes.size(), folder_);
  size_ += bytes.size();
  return at;
}

void SpillFile::read(std::uint64_t from, std::span<char> bytes) const {
  read_at(fd_->get(), from, bytes.data(), bytes.size(), folder_);
}

}  // namespace csvimport
