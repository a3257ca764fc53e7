#pragma once

// Files on their way to another name.

#include "base/file_descriptor.hpp"

#include <string>

namespace csvimport {

// A hidden file that is in use: locked, so that a later run can tell it from
// one that a killed run or a power cut left behind.
struct TemporaryFile {
  std::string path;
  FileDescriptor fd;
};

// Makes a new file in `folder`, for this user's eyes only, whose name says that
// it is for the file `target`, wherever that is; and removes what earlier runs
// for a target of that name left behind there. Its owner removes it. Where it
// cannot be made, fd is not valid and errno says why. Throws Interrupted.
TemporaryFile make_temporary_file(const std::string& folder,
                                  const std::string& target);

// Another name for such a file at `path`, which nothing has yet.
std::string other_temporary_path(const std::string& path);

}  // namespace csvimport
