#include "base/log_file.hpp"

#include "base/path.hpp"
#include "base/system_error.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <thread>
#include <utility>

namespace csvimport {
namespace {

// How often a line is written anew because its file was removed, and a file is
// opened anew because it was renamed; by taste.
constexpr int kAppends = 5;
constexpr int kOpens = 5;

FileDescriptor open_to_append(const std::string& path, mode_t mode) {
  // A FIFO without a reader would make the process wait; and who opens it for
  // reading too is its reader.
  constexpr int kFlags = O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NONBLOCK;
  struct stat status {};
  const bool is_special =
      ::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode);
  // It is read for its last byte, where that is allowed.
  if (!is_special) {
    FileDescriptor fd(::open(path.c_str(), kFlags | O_RDWR, mode));
    if (fd.valid() || errno != EACCES) return fd;
  }
  return FileDescriptor(::open(path.c_str(), kFlags | O_WRONLY, mode));
}

// `type` is F_WRLCK or F_UNLCK. False, with errno, where the lock is not to be
// had now.
bool set_lock(int fd, short type) {
  struct flock lock {};
  lock.l_type = type;
  lock.l_whence = SEEK_SET;
  return ::fcntl(fd, F_OFD_SETLK, &lock) == 0;
}

}  // namespace

LogFile::LogFile(std::string path, std::optional<std::uint64_t> max_bytes,
                 Warn warn)
    : path_(std::move(path)), max_bytes_(max_bytes), warn_(std::move(warn)) {
  if (!open()) throw SystemError(path_, "cannot open the log", errno);
}

bool LogFile::open() {
  FileDescriptor fd = open_to_append(path_, mode_);
  struct stat status {};
  if (!fd.valid() || ::fstat(fd.get(), &status) != 0) return false;
  fd_ = std::move(fd);
  is_file_ = S_ISREG(status.st_mode);
  device_ = status.st_dev;
  inode_ = status.st_ino;
  if (is_file_) mode_ = status.st_mode & 0666;
  return true;
}

bool LogFile::path_leads_here() const {
  struct stat status {};
  return ::stat(path_.c_str(), &status) == 0 && status.st_dev == device_ &&
         status.st_ino == inode_;
}

bool LogFile::has_name() const {
  struct stat status {};
  return ::fstat(fd_.get(), &status) != 0 || status.st_nlink > 0;
}

std::uint64_t LogFile::size() const {
  struct stat status {};
  return ::fstat(fd_.get(), &status) == 0
             ? static_cast<std::uint64_t>(status.st_size)
             : 0;
}

bool LogFile::lacks_line_end() const {
  const std::uint64_t bytes = size();
  char last = '\n';
  return bytes > 0 &&
         ::pread(fd_.get(), &last, 1, static_cast<off_t>(bytes - 1)) == 1 &&
         last != '\n';
}

void LogFile::append(std::string_view line) {
  const std::string text = std::string(line) + '\n';
  for (int i = 0; i < kAppends; ++i) {
    const bool is_locked = open_for_line(text.size());
    // Without the lock another process may be in the midst of its line.
    write(is_locked && lacks_line_end() ? '\n' + text : text);
    if (is_locked) (void)set_lock(fd_.get(), F_UNLCK);
    if (!is_file_ || has_name()) return;
  }
  warn_of_missing(ENOENT);
}

bool LogFile::open_for_line(std::size_t bytes) {
  for (int i = 0; i < kOpens; ++i) {
    // Where it cannot be opened anew, the file that was renamed takes the line.
    if (is_file_ && !path_leads_here()) (void)open();
    if (!is_file_ || !lock()) return false;
    // To open another file is to give up the lock of this one.
    if (!path_leads_here() && open()) continue;
    if (is_too_large_with(bytes) && path_leads_here() && rename_away() &&
        open()) {
      continue;
    }
    return true;
  }
  // It is renamed all the time; a line in the old one is not lost either.
  return is_file_ && lock();
}

bool LogFile::lock() {
  for (int i = 0; i < lock_tries_; ++i) {
    if (i > 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    if (set_lock(fd_.get(), F_WRLCK)) {
      lock_tries_ = kLockTries;
      return true;
    }
    if (errno == EAGAIN || errno == EACCES) continue;
    if (max_bytes_) give_up_bound("cannot lock", errno);
    return false;
  }
  lock_tries_ = 1;
  return false;
}

bool LogFile::is_too_large_with(std::size_t bytes) const {
  const std::uint64_t now = size();
  return max_bytes_ && now > 0 && now + bytes > *max_bytes_;
}

bool LogFile::rename_away() {
  const std::string file = resolved_path(path_);
  const std::string older = file + ".1";
  if (std::rename(file.c_str(), older.c_str()) == 0) return true;
  give_up_bound("cannot rename to " + older, errno);
  return false;
}

void LogFile::write(std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::write(fd_.get(), text.data(), text.size());
    if (count > 0) {
      text.remove_prefix(static_cast<std::size_t>(count));
    } else if (count == 0 || errno != EINTR) {
      warn_of_missing(errno);
      return;
    }
  }
}

void LogFile::warn_of_missing(int error_number) {
  if (std::exchange(has_warned_of_missing_, true)) return;
  warn_(
      std::string(
          SystemError(path_, "cannot write to the log", error_number).what()) +
      "; lines of it are missing");
}

void LogFile::give_up_bound(const std::string& problem, int error_number) {
  max_bytes_.reset();
  warn_(std::string(SystemError(path_, problem, error_number).what()) +
        "; it grows beyond --log-size");
}

}  // namespace csvimport
