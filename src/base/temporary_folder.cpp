#include "base/temporary_folder.hpp"

#include "base/interrupt.hpp"
#include "base/system_error.hpp"
#include "base/temporary_names.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

namespace csvimport {
namespace {

FileDescriptor open_folder(const std::string& path) {
  return FileDescriptor(
      ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

void remove_abandoned_folders(const std::string& parent,
                              const std::string& prefix) {
  std::error_code ignored;  // what cannot be read or removed stays
  using Iterator = std::filesystem::directory_iterator;
  for (Iterator entry(parent, ignored); entry != Iterator();
       entry.increment(ignored)) {
    if (!is_temporary_name(entry->path().filename().string(), prefix)) continue;
    const FileDescriptor fd = open_folder(entry->path().string());
    if (fd.valid() && lock_for_use(fd.get()) == UseLock::kHeld) {
      std::filesystem::remove_all(entry->path(), ignored);
    }
  }
}

}  // namespace

TemporaryFolder::TemporaryFolder(const std::string& parent,
                                 const std::string& purpose) {
  const std::string prefix = temporary_prefix(purpose);
  remove_abandoned_folders(parent, prefix);
  for (;;) {
    path_ = parent + '/' + prefix + temporary_suffix();
    if (::mkdir(path_.c_str(), 0700) != 0) {
      if (errno == EEXIST) continue;
      throw SystemError(parent, "cannot make a folder there", errno);
    }
    fd_ = open_folder(path_);
    if (fd_.valid() && lock_for_use(fd_.get()) != UseLock::kTaken) return;
    // Another run took the new folder for an abandoned one, and removed it.
    throw_if_interrupted();
  }
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace csvimport
