#include "base/temporary_names.hpp"

#include <sys/file.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <random>

namespace csvimport {
namespace {

constexpr std::size_t kMaxTargetName = 200;  // so that both fit in 255 bytes

std::string base_name(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

}  // namespace

std::string temporary_prefix(const std::string& target) {
  return "." + base_name(target).substr(0, kMaxTargetName) + ".csvimport-";
}

std::string temporary_suffix() {
  std::random_device random;
  std::array<char, kTemporarySuffix + 1> hex{};
  std::snprintf(hex.data(), hex.size(), "%08x%08x", random(), random());
  return hex.data();
}

bool is_temporary_name(std::string_view name, std::string_view prefix) {
  return name.size() == prefix.size() + kTemporarySuffix &&
         name.starts_with(prefix) &&
         name.find_first_not_of("0123456789abcdef", prefix.size()) ==
             std::string_view::npos;
}

UseLock lock_for_use(int fd) {
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    return errno == EWOULDBLOCK ? UseLock::kTaken : UseLock::kUnsupported;
  }
  struct stat status {};
  const bool has_name = ::fstat(fd, &status) == 0 && status.st_nlink > 0;
  return has_name ? UseLock::kHeld : UseLock::kTaken;
}

}  // namespace csvimport
