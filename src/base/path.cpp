#include "base/path.hpp"

#include <sys/stat.h>

#include <filesystem>
#include <system_error>

namespace csvimport {

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  if (slash == 0) return "/";
  return plain_path(path.substr(0, slash));
}

std::string plain_path(const std::string& path) {
  return path.front() == '/' || path.front() == '.' ? path : "./" + path;
}

std::string resolved_path(const std::string& path) {
  constexpr int kMaxLinks = 40;  // as many as Linux follows
  std::filesystem::path place = path;
  std::error_code error;
  for (int links = 0; links < kMaxLinks; ++links) {
    const auto next = std::filesystem::read_symlink(place, error);
    if (error) break;
    place = next.is_absolute() ? next : place.parent_path() / next;
  }
  return place.string();
}

mode_t new_file_mode() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666 & ~mask;
}

}  // namespace csvimport
