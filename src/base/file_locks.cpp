#include "base/file_locks.hpp"

#include "base/file_descriptor.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace csvimport {

bool may_be_locked(const std::string& path) {
  const FileDescriptor fd(
      ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  if (!fd.valid()) return true;
  struct flock lock {};
  lock.l_type = F_RDLCK;
  lock.l_whence = SEEK_SET;
  lock.l_len = 1;  // none of the bytes that SQLite locks
  if (::fcntl(fd.get(), F_SETLK, &lock) == 0) return true;
  return errno != ENOLCK && errno != EOPNOTSUPP && errno != ENOSYS &&
         errno != EINVAL;
}

}  // namespace csvimport
