#include "landing/rename_landing.hpp"

#include "base/file_io.hpp"
#include "base/import_error.hpp"
#include "base/interrupt.hpp"
#include "base/path.hpp"
#include "base/system_error.hpp"
#include "base/temporary_file.hpp"
#include "target/target_changed.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <utility>

namespace csvimport {
namespace {

// SQLite would play a journal or a log that an older database left behind back
// into any database of that name.
void check_nothing_left_of(const std::string& target) {
  for (const char* const suffix : {"-journal", "-wal"}) {
    const std::string left = target + suffix;
    struct stat status {};
    if (::lstat(left.c_str(), &status) != 0) continue;
    // Or is it that of a database that has come to be by now?
    if (::lstat(target.c_str(), &status) == 0) throw TargetChanged();
    throw ImportError({left},
                      "is left from an older database, and SQLite would play "
                      "it back into the new one; remove it");
  }
}

// Has the folder keep the new name. Where it cannot, the name goes again:
// nobody has been told of it.
void confirm_name(const std::string& folder, const std::string& target) {
  try {
    sync_folder(folder);
  } catch (...) {
    ::unlink(target.c_str());
    throw;
  }
}

// Returns 0 or an errno value.
int rename_without_replacing(const std::string& from, const std::string& to) {
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(),
                  RENAME_NOREPLACE) == 0) {
    return 0;
  }
  if (errno != EINVAL && errno != ENOSYS) return errno;
  // A file system without that flag. A second name is as atomic.
  if (::link(from.c_str(), to.c_str()) != 0) return errno;
  ::unlink(from.c_str());
  return 0;
}

// Whether that is the word of a file system without links.
bool means_no_links(int error) {
  return error == EPERM || error == EOPNOTSUPP || error == ENOSYS ||
         error == EINVAL;
}

}  // namespace

bool is_new_database(const std::string& target) {
  struct stat status {};
  if (::stat(target.c_str(), &status) == 0) {
    if (S_ISDIR(status.st_mode)) throw SystemError(target, "is a directory");
    if (!S_ISREG(status.st_mode)) throw SystemError(target, "is not a file");
    return false;
  }
  if (errno != ENOENT) throw SystemError(target, "cannot create", errno);
  check_nothing_left_of(target);
  const std::string folder = folder_of(target);
  if (::access(folder.c_str(), W_OK | X_OK) != 0) {
    throw SystemError(target, "cannot create in " + folder, errno);
  }
  return true;
}

void check_can_land(StagingFile& staging, const std::string& target) {
  std::string other = other_temporary_path(staging.path());
  const int error = rename_without_replacing(staging.path(), other);
  if (error == 0) {
    staging.renamed(std::move(other));
  } else if (means_no_links(error)) {
    throw SystemError(target,
                      "its file system has neither hard links nor renaming "
                      "that replaces nothing, so no database can appear there "
                      "in one step; make an empty file of that name first");
  } else {
    throw SystemError(target, "cannot create", error);
  }
}

void land_as_new_database(StagingFile& staging, const std::string& target,
                          bool sync, TraceFile* trace) {
  if (::fchmod(staging.fd(), new_file_mode()) != 0) {
    throw SystemError(staging.path(), "cannot set the mode", errno);
  }
  const std::string folder = folder_of(target);
  if (sync) {
    const TraceSpan span(trace, "sync");
    sync_file(staging.fd(), staging.path());
    sync_folder(folder);
  }
  throw_if_interrupted();
  const TraceSpan span(trace, "rename");
  check_nothing_left_of(target);
  const int error = rename_without_replacing(staging.path(), target);
  if (error == EEXIST) throw TargetChanged();
  if (error != 0) throw SystemError(target, "cannot create", error);
  staging.release();
  if (sync) confirm_name(folder, target);
}

}  // namespace csvimport
