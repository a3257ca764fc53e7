#include "input/input.hpp"

#include "base/file_io.hpp"
#include "base/import_error.hpp"
#include "base/system_error.hpp"
#include "input/read_stopped.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace csvimport {
namespace {

// Copies what it reads to a file.
class SpoolingSource : public io::ByteSourceBase {
 public:
  SpoolingSource(std::unique_ptr<io::ByteSourceBase> source,
                 const FileDescriptor& spool, std::string folder)
      : source_(std::move(source)), spool_(spool), folder_(std::move(folder)) {}

  int read(char* buffer, int size) override {
    const int count = source_->read(buffer, size);
    if (spool_.valid()) {
      write_all(spool_.get(), buffer, static_cast<std::size_t>(count), folder_);
    }
    return count;
  }

 private:
  std::unique_ptr<io::ByteSourceBase> source_;
  const FileDescriptor& spool_;  // becomes invalid when no longer needed
  std::string folder_;
};

// A file that vanishes with its descriptor, however the run ends.
FileDescriptor open_nameless_file(const std::string& folder) {
  int fd = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0 && (errno == EOPNOTSUPP || errno == EISDIR)) {
    std::string path = folder + "/.csvimport-spool-XXXXXX";
    fd = ::mkostemp(path.data(), O_CLOEXEC);
    if (fd >= 0) ::unlink(path.c_str());
  }
  if (fd < 0) throw SystemError(folder, "cannot create a spool file", errno);
  return FileDescriptor(fd);
}

}  // namespace

DescriptorSource::DescriptorSource(int fd, std::string name, const WakeUp* stop,
                                   std::atomic<std::uint64_t>& bytes_read)
    : fd_(fd), name_(std::move(name)), stop_(stop), bytes_read_(bytes_read) {
  bytes_read_ = 0;
}

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

std::string_view PeekedSource::peek(std::size_t bytes) {
  ahead_.erase(0, ahead_taken_);
  ahead_taken_ = 0;
  while (ahead_.size() < bytes) {
    const std::size_t filled = ahead_.size();
    ahead_.resize(bytes);
    const int count =
        source_->read(ahead_.data() + filled, static_cast<int>(bytes - filled));
    ahead_.resize(filled + static_cast<std::size_t>(count));
    if (count == 0) break;
  }
  return std::string_view(ahead_).substr(0, bytes);
}

int PeekedSource::read(char* buffer, int size) {
  if (ahead_taken_ == ahead_.size()) return source_->read(buffer, size);
  const std::size_t count =
      std::min(static_cast<std::size_t>(size), ahead_.size() - ahead_taken_);
  std::memcpy(buffer, ahead_.data() + ahead_taken_, count);
  ahead_taken_ += count;
  if (ahead_taken_ == ahead_.size()) {
    ahead_ = {};
    ahead_taken_ = 0;
  }
  return static_cast<int>(count);
}

void check_readable(const std::string& path) {
  if (path == "-" || ::access(path.c_str(), R_OK) == 0) return;
  throw SystemError(path, "cannot open", errno);
}

bool can_read_again(const std::vector<std::string>& paths) {
  return std::all_of(paths.begin(), paths.end(), [](const std::string& path) {
    struct stat status {};
    return path != "-" && ::stat(path.c_str(), &status) == 0 &&
           S_ISREG(status.st_mode);
  });
}

Input::Input(std::string path, std::string spool_folder)
    : name_(std::move(path)), spool_folder_(std::move(spool_folder)) {
  if (name_ == "-") {
    name_ = "stdin";
    fd_ = STDIN_FILENO;
  } else {
    // Opening a FIFO would wait for its writer, deaf to signals.
    owned_ = FileDescriptor(
        ::open(name_.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!owned_.valid()) throw SystemError(name_, "cannot open", errno);
    fd_ = owned_.get();
  }
  struct stat status {};
  if (::fstat(fd_, &status) != 0) {
    throw SystemError(name_, "cannot read", errno);
  }
  if (S_ISDIR(status.st_mode)) throw SystemError(name_, "is a directory");
  if (::isatty(fd_) == 1) {
    throw ImportError({name_},
                      "is a terminal; name a file, or pipe the CSV into "
                      "csvimport");
  }
  regular_ = S_ISREG(status.st_mode);
  if (regular_) {
    device_ = status.st_dev;
    inode_ = status.st_ino;
    start_ = static_cast<std::uint64_t>(
        std::max<off_t>(::lseek(fd_, 0, SEEK_CUR), 0));
    end_ = static_cast<std::uint64_t>(status.st_size);
    (void)::posix_fadvise(fd_, 0, 0, POSIX_FADV_SEQUENTIAL);
  } else {
    stop_.emplace();
  }
}

std::optional<std::uint64_t> Input::size_bytes() const {
  if (!regular_ || end_ < start_) return std::nullopt;
  return end_ - start_;
}

std::unique_ptr<io::ByteSourceBase> Input::open() {
  auto source = std::make_unique<DescriptorSource>(
      fd_, name_, stop_ ? &*stop_ : nullptr, bytes_read_);
  if (regular_ || spool_folder_.empty()) return source;
  spool_ = open_nameless_file(spool_folder_);
  return std::make_unique<SpoolingSource>(std::move(source), spool_,
                                          spool_folder_);
}

void Input::forget() { spool_ = FileDescriptor(); }

void Input::release() {
  if (!regular_ || !owned_.valid()) return;
  owned_ = FileDescriptor();
  fd_ = -1;
}

void Input::open_again() {
  owned_ =
      FileDescriptor(::open(name_.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat status {};
  if (!owned_.valid() || ::fstat(owned_.get(), &status) != 0) {
    throw SystemError(name_, "cannot read again", errno);
  }
  if (status.st_dev != device_ || status.st_ino != inode_) {
    throw ImportError({name_},
                      "was replaced while it was imported; import it again");
  }
  fd_ = owned_.get();
}

std::unique_ptr<io::ByteSourceBase> Input::reopen() {
  if (regular_ && fd_ < 0) open_again();
  const int fd = regular_ ? fd_ : spool_.get();
  const std::string& path = regular_ ? name_ : spool_folder_;
  if (::lseek(fd, static_cast<off_t>(start_), SEEK_SET) < 0) {
    throw SystemError(path, "cannot read again", errno);
  }
  return std::make_unique<DescriptorSource>(fd, path, nullptr, bytes_read_);
}

}  // namespace csvimport
