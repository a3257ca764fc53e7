#include "base/same_file.hpp"

#include "base/path.hpp"

#include <filesystem>
#include <system_error>

namespace csvimport {

std::string place_of_path(const std::string& path) {
  std::error_code error;
  const std::filesystem::path whole =
      std::filesystem::absolute(resolved_path(path), error);
  if (error) return path;
  const auto place = std::filesystem::weakly_canonical(whole, error);
  return error ? whole.lexically_normal().string() : place.string();
}

bool is_same_file(const std::string& left, const std::string& right) {
  std::error_code error;
  if (std::filesystem::equivalent(left, right, error)) return true;
  return place_of_path(left) == place_of_path(right);
}

}  // namespace csvimport
