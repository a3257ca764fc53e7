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
#include <string_view>

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

// Whether the file of a database ends within a page, which SQLite would take
// for one that ends in zeros. The page's size is in the header, as above.
bool is_cut_off(int fd, std::uint64_t size) {
  constexpr std::string_view kStart("SQLite format 3\0", 16);
  constexpr std::uint64_t kLargest = 65536;
  std::array<char, kStart.size() + 2> bytes{};
  const ssize_t count = ::pread(fd, bytes.data(), bytes.size(), 0);
  if (count != static_cast<ssize_t>(bytes.size()) ||
      std::string_view(bytes.data(), kStart.size()) != kStart) {
    return false;
  }
  const auto high = static_cast<unsigned char>(bytes[kStart.size()]);
  const auto low = static_cast<unsigned char>(bytes[kStart.size() + 1]);
  const std::uint64_t written = std::uint64_t{high} << 8 | low;
  const std::uint64_t page_size = written == 1 ? kLargest : written;
  return page_size != 0 && size % page_size != 0;
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
  // With a journal, SQLite puts it right.
  if (is_cut_off(fd.get(), access.size) && !is_there(path + "-journal")) {
    throw SystemError(name,
                      "ends in the middle of a page: it was cut off, or is "
                      "still being copied");
  }
  const bool is_in_use = is_there(path + "-wal") && is_there(path + "-shm");
  if (!is_in_wal_mode(fd.get()) || is_in_use) return access;
  access.indexes_log_itself = access.log_size > 0;
  access.ignores_others = true;
  access.uri += access.indexes_log_itself ? std::string("&vfs=") + kWithoutLocks
                                          : "&immutable=1";
  return access;
}

}  // namespace csvimport
