#include "input/spool.hpp"

#include "base/file_io.hpp"
#include "base/system_error.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdlib>

namespace csvimport {

FileDescriptor open_spool_file(const std::string& folder) {
  int fd = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0 && (errno == EOPNOTSUPP || errno == EISDIR)) {
    std::string path = folder + "/.csvimport-spool-XXXXXX";
    fd = ::mkostemp(path.data(), O_CLOEXEC);
    if (fd >= 0) ::unlink(path.c_str());
  }
  if (fd < 0) throw SystemError(folder, "cannot create a spool file", errno);
  return FileDescriptor(fd);
}

int SpoolingSource::read(char* buffer, int size) {
  const int count = source_->read(buffer, size);
  if (spool_.valid()) {
    write_all(spool_.get(), buffer, static_cast<std::size_t>(count), folder_);
  }
  return count;
}

}  // namespace csvimport
