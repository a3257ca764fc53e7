#pragma once

// Locks on files, which some network file systems do not have.

#include <string>

namespace csvimport {

// False if the file system of the file at `path` has none of the locks that
// SQLite takes (fcntl); true also where that cannot be told. No connection of
// this process to that file may be open: it would lose its locks.
bool may_be_locked(const std::string& path);

}  // namespace csvimport
