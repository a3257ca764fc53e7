#include "base/path.hpp"

#include <sys/stat.h>

namespace csvimport {

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  if (slash == 0) return "/";
  const std::string folder = path.substr(0, slash);
  // SQLite takes a name that starts with "file:" for a URI.
  return folder.front() == '/' || folder.front() == '.' ? folder
                                                        : "./" + folder;
}

mode_t new_file_mode() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666 & ~mask;
}

}  // namespace csvimport
