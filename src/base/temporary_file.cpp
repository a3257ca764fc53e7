#include "base/temporary_file.hpp"

#include "base/interrupt.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <random>
#include <string_view>
#include <system_error>

namespace csvimport {
namespace {

constexpr std::size_t kMaxTargetName = 200;  // so that both fit in 255 bytes
constexpr std::size_t kSuffixLength = 16;    // of hexadecimal digits

std::string base_name(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

std::string prefix_for(const std::string& target) {
  return "." + base_name(target).substr(0, kMaxTargetName) + ".csvimport-";
}

std::string random_suffix() {
  std::random_device random;
  std::array<char, kSuffixLength + 1> hex{};
  std::snprintf(hex.data(), hex.size(), "%08x%08x", random(), random());
  return hex.data();
}

bool is_temporary_name(std::string_view name, std::string_view prefix) {
  return name.size() == prefix.size() + kSuffixLength &&
         name.starts_with(prefix) &&
         name.find_first_not_of("0123456789abcdef", prefix.size()) ==
             std::string_view::npos;
}

enum class Lock {
  kHeld,         // by this process, and the file still has its name
  kTaken,        // by another run, which uses or has just removed the file
  kUnsupported,  // some network file systems have no locks
};

Lock lock_for_use(int fd) {
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    return errno == EWOULDBLOCK ? Lock::kTaken : Lock::kUnsupported;
  }
  struct stat status {};
  const bool has_name = ::fstat(fd, &status) == 0 && status.st_nlink > 0;
  return has_name ? Lock::kHeld : Lock::kTaken;
}

void remove_if_abandoned(const std::string& path) {
  const FileDescriptor fd(
      ::open(path.c_str(), O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (!fd.valid()) return;
  struct stat status {};
  if (::fstat(fd.get(), &status) != 0 || !S_ISREG(status.st_mode)) return;
  if (lock_for_use(fd.get()) == Lock::kHeld) ::unlink(path.c_str());
}

void remove_abandoned_files(const std::string& folder,
                            const std::string& prefix) {
  std::error_code ignored;  // a folder that cannot be read is no reason to fail
  using Iterator = std::filesystem::directory_iterator;
  for (Iterator entry(folder, ignored); entry != Iterator();
       entry.increment(ignored)) {
    const std::string name = entry->path().filename().string();
    if (is_temporary_name(name, prefix))
      remove_if_abandoned(folder + "/" + name);
  }
}

}  // namespace

std::string other_temporary_path(const std::string& path) {
  return path.substr(0, path.size() - kSuffixLength) + random_suffix();
}

TemporaryFile make_temporary_file(const std::string& folder,
                                  const std::string& target) {
  const std::string prefix = prefix_for(target);
  remove_abandoned_files(folder, prefix);
  for (;;) {
    TemporaryFile file;
    file.path = folder + "/" + prefix + random_suffix();
    file.fd = FileDescriptor(
        ::open(file.path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!file.fd.valid() && errno != EEXIST) return file;
    if (file.fd.valid() && lock_for_use(file.fd.get()) != Lock::kTaken) {
      return file;
    }
    // Another run took the new file for an abandoned one, and removed it.
    throw_if_interrupted();
  }
}

}  // namespace csvimport
