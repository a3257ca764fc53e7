#include "base/temporary_file.hpp"

#include "base/interrupt.hpp"
#include "base/temporary_names.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

namespace csvimport {
namespace {

void remove_if_abandoned(const std::string& path) {
  const FileDescriptor fd(
      ::open(path.c_str(), O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (!fd.valid()) return;
  struct stat status {};
  if (::fstat(fd.get(), &status) != 0 || !S_ISREG(status.st_mode)) return;
  if (lock_for_use(fd.get()) == UseLock::kHeld) ::unlink(path.c_str());
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
  return path.substr(0, path.size() - kTemporarySuffix) + temporary_suffix();
}

TemporaryFile make_temporary_file(const std::string& folder,
                                  const std::string& target) {
  const std::string prefix = temporary_prefix(target);
  remove_abandoned_files(folder, prefix);
  for (;;) {
    TemporaryFile file;
    file.path = folder + "/" + prefix + temporary_suffix();
    file.fd = FileDescriptor(
        ::open(file.path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!file.fd.valid() && errno != EEXIST) return file;
    if (file.fd.valid() && lock_for_use(file.fd.get()) != UseLock::kTaken) {
      return file;
    }
    // Another run took the new file for an abandoned one, and removed it.
    throw_if_interrupted();
  }
}

}  // namespace csvimport
