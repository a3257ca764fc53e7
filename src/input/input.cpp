#include "input/input.hpp"

#include "base/import_error.hpp"
#include "base/system_error.hpp"
#include "input/descriptor_source.hpp"
#include "input/spool.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace csvimport {
namespace {

// Opening a FIFO would wait for its writer, deaf to signals.
FileDescriptor open_to_read(const std::string& path) {
  return FileDescriptor(
      ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
}

// Throws unless what is open can be an input.
void check_kind(int fd, const std::string& name, const struct stat& status) {
  if (S_ISDIR(status.st_mode)) throw SystemError(name, "is a directory");
  if (::isatty(fd) == 1) {
    throw ImportError({name},
                      "is a terminal; name a file, or pipe the CSV into "
                      "csvimport");
  }
}

std::int64_t modified_ns_of(const struct stat& status) {
  constexpr std::int64_t kNsPerSecond = 1'000'000'000;
  return status.st_mtim.tv_sec * kNsPerSecond + status.st_mtim.tv_nsec;
}

InputFacts input_facts_of(int fd, const struct stat& status) {
  InputFacts facts;
  facts.is_regular = S_ISREG(status.st_mode);
  if (!facts.is_regular) return facts;
  facts.identity.device = status.st_dev;
  facts.identity.inode = status.st_ino;
  facts.start =
      static_cast<std::uint64_t>(std::max<off_t>(::lseek(fd, 0, SEEK_CUR), 0));
  facts.end = static_cast<std::uint64_t>(status.st_size);
  facts.modified_ns = modified_ns_of(status);
  facts.identity.born_ns = born_ns_of(fd);
  return facts;
}

}  // namespace

std::unique_ptr<Input> open_input(const std::string& path,
                                  std::string spool_folder) {
  const bool is_stdin = path == "-";
  const std::string name = is_stdin ? "stdin" : path;
  FileDescriptor owned;
  if (!is_stdin) {
    owned = open_to_read(path);
    if (!owned.valid()) throw SystemError(name, "cannot open", errno);
  }
  const int fd = is_stdin ? STDIN_FILENO : owned.get();
  struct stat status {};
  if (::fstat(fd, &status) != 0) throw SystemError(name, "cannot read", errno);
  check_kind(fd, name, status);
  const InputFacts facts = input_facts_of(fd, status);
  if (facts.is_regular) {
    (void)::posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL);
  }
  return std::make_unique<Input>(name, std::move(owned), facts,
                                 std::move(spool_folder));
}

Input::Input(std::string name, FileDescriptor owned, const InputFacts& facts,
             std::string spool_folder)
    : name_(std::move(name)),
      spool_folder_(std::move(spool_folder)),
      facts_(facts),
      is_stdin_(!owned.valid()),
      owned_(std::move(owned)) {
  if (!facts.is_regular) stop_.emplace();
}

std::optional<std::uint64_t> Input::size_bytes() const {
  if (!facts_.is_regular || facts_.end < facts_.start) return std::nullopt;
  const std::uint64_t left_out = part_ ? part_->offset - part_->start_bytes : 0;
  if (facts_.end - facts_.start < left_out) return std::nullopt;
  return facts_.end - facts_.start - left_out;
}

bool Input::has_changed() const {
  if (!facts_.is_regular) return false;
  struct stat status {};
  const int failed = is_stdin_ ? ::fstat(STDIN_FILENO, &status)
                               : ::stat(name_.c_str(), &status);
  if (failed != 0) return true;
  InputFacts now = facts_;
  now.identity.device = status.st_dev;
  now.identity.inode = status.st_ino;
  now.end = static_cast<std::uint64_t>(status.st_size);
  now.modified_ns = modified_ns_of(status);
  return now != facts_;
}

int Input::fd() const { return is_stdin_ ? STDIN_FILENO : owned_.get(); }

std::unique_ptr<io::ByteSourceBase> Input::open() {
  bytes_read_ = 0;
  auto source =
      std::make_unique<DescriptorSource>(fd(), name_, stop_ ? &*stop_ : nullptr,
                                         bytes_read_, size_bytes().value_or(0));
  if (is_regular()) return part_of(std::move(source));
  if (spool_folder_.empty()) return source;
  spool_ = open_spool_file(spool_folder_);
  return std::make_unique<SpoolingSource>(std::move(source), spool_,
                                          spool_folder_);
}

void Input::forget() { spool_ = FileDescriptor(); }

void Input::release() {
  if (is_regular()) owned_ = FileDescriptor();
}

void Input::open_again() {
  owned_ = open_to_read(name_);
  struct stat status {};
  if (!owned_.valid() || ::fstat(owned_.get(), &status) != 0) {
    throw SystemError(name_, "cannot read again", errno);
  }
  if (status.st_dev != facts_.identity.device ||
      status.st_ino != facts_.identity.inode) {
    throw ImportError({name_},
                      "was replaced while it was imported; import it again");
  }
}

std::unique_ptr<io::ByteSourceBase> Input::reopen() {
  if (is_regular() && fd() < 0) open_again();
  const int descriptor = is_regular() ? fd() : spool_.get();
  const std::string& path = is_regular() ? name_ : spool_folder_;
  if (::lseek(descriptor, static_cast<off_t>(facts_.start), SEEK_SET) < 0) {
    throw SystemError(path, "cannot read again", errno);
  }
  bytes_read_ = 0;
  return part_of(std::make_unique<DescriptorSource>(
      descriptor, path, nullptr, bytes_read_, size_bytes().value_or(0)));
}

std::size_t Input::look(std::uint64_t offset, char* buffer, std::size_t size) {
  if (fd() < 0) open_again();
  std::size_t count = 0;
  while (count < size) {
    const ssize_t read = ::pread(fd(), buffer + count, size - count,
                                 static_cast<off_t>(offset + count));
    if (read == 0) break;
    if (read < 0 && errno != EINTR) {
      throw SystemError(name_, "cannot read", errno);
    }
    count += static_cast<std::size_t>(std::max<ssize_t>(read, 0));
  }
  return count;
}

std::string Input::print(std::uint64_t bytes) {
  constexpr std::uint64_t kPrintBytes = 64 * 1024;  // at either end; by taste
  std::string part(std::min(bytes, kPrintBytes), '\0');
  ContentHash hash;
  for (const std::uint64_t offset : {std::uint64_t{0}, bytes - part.size()}) {
    if (look(offset, part.data(), part.size()) < part.size()) return "";
    hash.add(part);
  }
  return hash.content().hash;
}

std::unique_ptr<io::ByteSourceBase> Input::part_of(
    std::unique_ptr<io::ByteSourceBase> source) const {
  if (!part_) return source;
  return std::make_unique<PartSource>(std::move(source), fd(), *part_,
                                      facts_.end, name_);
}

}  // namespace csvimport
