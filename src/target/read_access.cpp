#include "target/read_access.hpp"

#include "base/file_descriptor.hpp"
#include "base/system_error.hpp"
#include "pages/file_uri.hpp"
#include "pages/new_database.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace csvimport {
namespace {

// The "file format read version" of a database's header ("Database File
// Format", section 1.3).
bool is_in_wal_mode(int fd) {
  constexpr off_t kReadVersionAt = 19;
  std::array<char, 1> version{};
  return ::pread(fd, version.data(), version.size(), kReadVersionAt) == 1 &&
         version[0] == 2;
}

bool is_there(const std::string& path) {
  return ::access(path.c_str(), F_OK) == 0;
}

std::uint64_t size_of(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0
             ? static_cast<std::uint64_t>(status.st_size)
             : 0;
}

}  // namespace

ReadAccess read_access(const std::string& path, const std::string& name) {
  // Opening a FIFO would wait for its writer.
  const FileDescriptor fd(
      ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat status {};
  if (!fd.valid() || ::fstat(fd.get(), &status) != 0) {
    throw SystemError(name, "cannot open", errno);
  }
  if (S_ISDIR(status.st_mode)) throw SystemError(name, "is a directory");
  if (!S_ISREG(status.st_mode)) throw SystemError(name, "is not a file");

  constexpr std::int64_t kNsPerSecond = 1'000'000'000;
  ReadAccess access;
  access.size = static_cast<std::uint64_t>(status.st_size);
  access.modified_ns =
      status.st_mtim.tv_sec * kNsPerSecond + status.st_mtim.tv_nsec;
  access.log_size = size_of(path + "-wal");
  access.uri = file_uri(path) + "?mode=ro";
  const bool is_in_use = is_there(path + "-wal") && is_there(path + "-shm");
  if (!is_in_wal_mode(fd.get()) || is_in_use) return access;
  access.indexes_log_itself = access.log_size > 0;
  access.ignores_others = true;
  access.uri += access.indexes_log_itself ? std::string("&vfs=") + kWithoutLocks
                                          : "&immutable=1";
  return access;
}

}  // namespace csvimport
