// A library to preload into a program under test. Of the system calls that the
// program makes on a folder, on what is in it and on what was, one goes wrong:
//
//   CSVIMPORT_FAULT_FOLDER  the folder's real path
//   CSVIMPORT_FAULT_CALL    which of the calls, from 1 on
//   CSVIMPORT_FAULT_KIND    "errno N": it fails with that error; only calls
//                           that can count. "errno N on": those after it too
//                           "short": it transfers half of the bytes; only
//                           reads and writes of more than one byte count
//                           "signal N": that signal comes right before it
//   CSVIMPORT_FAULT_NAME    a call's name: only calls of that name count
//   CSVIMPORT_FAULT_REPORT  a file elsewhere that gets the call's name and path
//
// All calls are counted, of whatever thread. Apart from that,
//
//   CSVIMPORT_FAULT_LACKS   what the file system does not have, some of
//                           "noreplace links locks foldersync"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <charconv>
#include <climits>
#include <csignal>
#include <cstdarg>
#include <cstdlib>
#include <cstring>
#include <iterator>
#include <string>
#include <string_view>

namespace {

enum class Call { kOpen, kRead, kWrite, kSync, kTruncate, kName, kRemove };

std::string variable(const char* name) {
  const char* const value = std::getenv(name);
  std::string text = value == nullptr ? "" : value;
  ::unsetenv(name);  // csvimport knows no such variable
  return text;
}

class Fault {
 public:
  Fault()
      : folder_(variable("CSVIMPORT_FAULT_FOLDER")),
        report_(variable("CSVIMPORT_FAULT_REPORT")),
        lacks_(variable("CSVIMPORT_FAULT_LACKS")),
        name_(variable("CSVIMPORT_FAULT_NAME")),
        at_(std::atol(variable("CSVIMPORT_FAULT_CALL").c_str())) {
    const std::string kind = variable("CSVIMPORT_FAULT_KIND");
    const std::size_t space = kind.find(' ');
    kind_ = kind.substr(0, space);
    if (space != std::string::npos) number_ = std::atoi(&kind[space]);
    lasts_ = kind.ends_with(" on");
  }

  // Whether the call fails for what the file system lacks.
  [[nodiscard]] bool lacks(std::string_view what, std::string_view path) const {
    return is_below(path) && lacks_.find(what) != std::string::npos;
  }

  // What is to happen to the call.
  enum class Verdict { kNothing, kFails, kIsShort };
  Verdict judge(Call call, const char* name, std::string_view path,
                std::size_t size = 0) {
    if (!is_below(path) || !counts(call, name, size)) return Verdict::kNothing;
    const long number = ++calls_;
    if (number < at_ || (number > at_ && !lasts_)) return Verdict::kNothing;
    if (number == at_) report(name, path);
    if (kind_ == "short") return Verdict::kIsShort;
    if (kind_ == "signal") {
      ::kill(::getpid(), number_);
      return Verdict::kNothing;
    }
    errno = number_;
    return Verdict::kFails;
  }

 private:
  [[nodiscard]] bool is_below(std::string_view path) const {
    return !folder_.empty() && path.starts_with(folder_) &&
           (path.size() == folder_.size() || path[folder_.size()] == '/');
  }

  [[nodiscard]] bool counts(Call call, std::string_view name,
                            std::size_t size) const {
    if (!name_.empty() && name != name_) return false;
    if (kind_ == "short") return size > 1;
    const bool needs_no_room = call == Call::kRead || call == Call::kRemove;
    return kind_ != "errno" || number_ != ENOSPC || !needs_no_room;
  }

  void report(const char* name, std::string_view path) const {
    const std::string line =
        name + (' ' + std::string(path.substr(folder_.size())));
    const long fd = ::syscall(SYS_openat, AT_FDCWD, report_.c_str(),
                              O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    (void)!::syscall(SYS_write, fd, line.data(), line.size());
    ::syscall(SYS_close, fd);
  }

  std::string folder_;
  std::string report_;
  std::string lacks_;
  std::string name_;
  std::string kind_;
  long at_;
  int number_ = 0;
  bool lasts_ = false;
  std::atomic<long> calls_{0};
};

// Never destroyed: calls come until the very end.
Fault& fault() {
  static Fault* const only = new Fault;
  return *only;
}

// Before main(), so that no other thread looks at the environment.
[[gnu::constructor]] void take_variables() { (void)fault(); }

// The path of an open file. Takes no memory, as a signal's handler may write.
class OpenPath {
 public:
  explicit OpenPath(int fd) {
    char link[32] = "/proc/self/fd/";
    *std::to_chars(link + std::strlen(link), std::end(link) - 1, fd).ptr = '\0';
    const long size =
        ::syscall(SYS_readlinkat, AT_FDCWD, link, text_, sizeof text_);
    size_ = size < 0 ? 0 : static_cast<std::size_t>(size);
  }

  [[nodiscard]] std::string_view text() const { return {text_, size_}; }

 private:
  char text_[PATH_MAX];
  std::size_t size_;
};

// With its folder's links resolved; its own name may be a link, or of nothing.
std::string real_path(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  const std::string folder =
      slash == std::string::npos ? "." : path.substr(0, slash + 1);
  char resolved[PATH_MAX];
  if (::realpath(folder.c_str(), resolved) == nullptr) return "";
  return resolved + ("/" + path.substr(slash + 1));
}

bool fails(Call call, const char* name, std::string_view path) {
  const int saved_errno = errno;
  if (fault().judge(call, name, path) == Fault::Verdict::kFails) return true;
  errno = saved_errno;
  return false;
}

int open_file(const char* path, int flags, mode_t mode) {
  if (fails(Call::kOpen, "open", real_path(path))) return -1;
  return static_cast<int>(::syscall(SYS_openat, AT_FDCWD, path, flags, mode));
}

// Runs `transfer(size)` unless it is to fail.
template <class Transfer>
ssize_t transfer_bytes(Call call, const char* name, int fd, std::size_t size,
                       Transfer transfer) {
  const int saved_errno = errno;
  switch (fault().judge(call, name, OpenPath(fd).text(), size)) {
    case Fault::Verdict::kFails:
      return -1;
    case Fault::Verdict::kIsShort:
      size /= 2;
      break;
    case Fault::Verdict::kNothing:
      break;
  }
  errno = saved_errno;
  return transfer(size);
}

ssize_t read_at(int fd, void* bytes, std::size_t size, off_t offset) {
  return transfer_bytes(Call::kRead, "pread", fd, size, [&](std::size_t count) {
    return ::syscall(SYS_pread64, fd, bytes, count, offset);
  });
}

ssize_t write_to(int fd, const void* bytes, std::size_t size, off_t offset) {
  return transfer_bytes(
      Call::kWrite, "pwrite", fd, size, [&](std::size_t count) {
        return ::syscall(SYS_pwrite64, fd, bytes, count, offset);
      });
}

int truncate_file(int fd, off_t size) {
  if (fails(Call::kTruncate, "ftruncate", OpenPath(fd).text())) return -1;
  return static_cast<int>(::syscall(SYS_ftruncate, fd, size));
}

// fcntl(2), whose argument is as wide as a pointer.
int control(int fd, int command, void* argument) {
  const bool is_lock =
      command == F_SETLK || command == F_SETLKW || command == F_GETLK;
  if (is_lock && fault().lacks("locks", OpenPath(fd).text())) {
    errno = ENOLCK;
    return -1;
  }
  return static_cast<int>(::syscall(SYS_fcntl, fd, command, argument));
}

mode_t mode_among(va_list arguments, int flags) {
  const bool has_mode =
      (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE;
  return has_mode ? va_arg(arguments, mode_t) : 0;
}

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = mode_among(arguments, flags);
  va_end(arguments);
  return open_file(path, flags, mode);
}

int open64(const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = mode_among(arguments, flags);
  va_end(arguments);
  return open_file(path, flags, mode);
}

ssize_t read(int fd, void* bytes, std::size_t size) {
  return transfer_bytes(Call::kRead, "read", fd, size, [&](std::size_t count) {
    return ::syscall(SYS_read, fd, bytes, count);
  });
}

ssize_t pread(int fd, void* bytes, std::size_t size, off_t offset) {
  return read_at(fd, bytes, size, offset);
}

ssize_t pread64(int fd, void* bytes, std::size_t size, off64_t offset) {
  return read_at(fd, bytes, size, offset);
}

ssize_t write(int fd, const void* bytes, std::size_t size) {
  return transfer_bytes(Call::kWrite, "write", fd, size,
                        [&](std::size_t count) {
                          return ::syscall(SYS_write, fd, bytes, count);
                        });
}

ssize_t pwrite(int fd, const void* bytes, std::size_t size, off_t offset) {
  return write_to(fd, bytes, size, offset);
}

ssize_t pwrite64(int fd, const void* bytes, std::size_t size, off64_t offset) {
  return write_to(fd, bytes, size, offset);
}

int fsync(int fd) {
  struct stat status {};
  if (::fstat(fd, &status) == 0 && S_ISDIR(status.st_mode) &&
      fault().lacks("foldersync", OpenPath(fd).text())) {
    errno = EINVAL;
    return -1;
  }
  if (fails(Call::kSync, "fsync", OpenPath(fd).text())) return -1;
  return static_cast<int>(::syscall(SYS_fsync, fd));
}

int fdatasync(int fd) {
  if (fails(Call::kSync, "fdatasync", OpenPath(fd).text())) return -1;
  return static_cast<int>(::syscall(SYS_fdatasync, fd));
}

int ftruncate(int fd, off_t size) noexcept { return truncate_file(fd, size); }

int ftruncate64(int fd, off64_t size) noexcept {
  return truncate_file(fd, size);
}

int rename(const char* from, const char* to) noexcept {
  if (fails(Call::kName, "rename", real_path(to))) return -1;
  return static_cast<int>(
      ::syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0));
}

int renameat2(int from_folder, const char* from, int to_folder, const char* to,
              unsigned int flags) noexcept {
  if (flags != 0 && fault().lacks("noreplace", real_path(to))) {
    errno = EINVAL;
    return -1;
  }
  if (fails(Call::kName, "renameat2", real_path(to))) return -1;
  return static_cast<int>(
      ::syscall(SYS_renameat2, from_folder, from, to_folder, to, flags));
}

int link(const char* from, const char* to) noexcept {
  if (fault().lacks("links", real_path(to))) {
    errno = EPERM;
    return -1;
  }
  if (fails(Call::kName, "link", real_path(to))) return -1;
  return static_cast<int>(
      ::syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0));
}

int flock(int fd, int operation) noexcept {
  if (fault().lacks("locks", OpenPath(fd).text())) {
    errno = EOPNOTSUPP;
    return -1;
  }
  return static_cast<int>(::syscall(SYS_flock, fd, operation));
}

int fcntl(int fd, int command, ...) {
  va_list arguments;
  va_start(arguments, command);
  void* const argument = va_arg(arguments, void*);
  va_end(arguments);
  return control(fd, command, argument);
}

int fcntl64(int fd, int command, ...) {
  va_list arguments;
  va_start(arguments, command);
  void* const argument = va_arg(arguments, void*);
  va_end(arguments);
  return control(fd, command, argument);
}

int unlink(const char* path) noexcept {
  if (fails(Call::kRemove, "unlink", real_path(path))) return -1;
  return static_cast<int>(::syscall(SYS_unlinkat, AT_FDCWD, path, 0));
}

}  // extern "C"
