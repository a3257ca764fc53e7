#include "base/file_io.hpp"

#include "base/file_descriptor.hpp"
#include "base/system_error.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace csvimport {
namespace {

// Calls `write(bytes, size)`, which is write() or pwrite(), until all is
// written.
template <class Write>
void write_fully(const char* bytes, std::size_t size, const std::string& path,
                 Write write) {
  while (size > 0) {
    const ssize_t written = write(bytes, size);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw SystemError(path, "cannot write", errno);
    bytes += written;
    size -= static_cast<std::size_t>(written);
  }
}

}  // namespace

void write_all(int fd, const void* bytes, std::size_t size,
               const std::string& path) {
  write_fully(static_cast<const char*>(bytes), size, path,
              [&](const char* from, std::size_t count) {
                return ::write(fd, from, count);
              });
}

void write_at(int fd, std::uint64_t offset, const void* bytes, std::size_t size,
              const std::string& path) {
  write_fully(static_cast<const char*>(bytes), size, path,
              [&](const char* from, std::size_t count) {
                const ssize_t written =
                    ::pwrite(fd, from, count, static_cast<off_t>(offset));
                if (written > 0) offset += static_cast<std::uint64_t>(written);
                return written;
              });
}

void read_at(int fd, std::uint64_t offset, void* bytes, std::size_t size,
             const std::string& path) {
  auto* at = static_cast<char*>(bytes);
  while (size > 0) {
    const ssize_t got = ::pread(fd, at, size, static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw SystemError(path, "cannot read", errno);
    if (got == 0) throw SystemError(path, "is shorter than it was");
    at += got;
    offset += static_cast<std::uint64_t>(got);
    size -= static_cast<std::size_t>(got);
  }
}

void truncate_file(int fd, std::uint64_t size, const std::string& path) {
  if (::ftruncate(fd, static_cast<off_t>(size)) != 0) {
    throw SystemError(path, "cannot truncate", errno);
  }
}

void sync_file(int fd, const std::string& path) {
  if (::fsync(fd) != 0) throw SystemError(path, "cannot sync", errno);
}

void sync_folder(const std::string& folder) {
  const FileDescriptor fd(
      ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd.valid()) throw SystemError(folder, "cannot open", errno);
  // Some file systems cannot sync a folder, and need not.
  if (::fsync(fd.get()) != 0 && errno != EINVAL && errno != EROFS &&
      errno != EOPNOTSUPP && errno != ENOSYS) {
    throw SystemError(folder, "cannot sync", errno);
  }
}

}  // namespace csvimport
