#include "input/input_paths.hpp"

#include "base/system_error.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace csvimport {

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

}  // namespace csvimport
