#include "base/file_names.hpp"

#include "base/ascii.hpp"

#include <algorithm>
#include <array>

namespace csvimport {
namespace {

constexpr std::array<std::string_view, 8> kArchiveEndings = {
    ".gz", ".bz2", ".xz", ".zst", ".lz4", ".zip", ".Z", ".lzma"};
constexpr std::array<std::string_view, 3> kCsvEndings = {".csv", ".tsv",
                                                         ".tab"};

bool remove_ending(std::string& name, std::string_view ending) {
  if (name.size() <= ending.size()) return false;
  const std::string_view tail =
      std::string_view(name).substr(name.size() - ending.size());
  const bool has_it = std::equal(
      tail.begin(), tail.end(), ending.begin(),
      [](char a, char b) { return ascii_lower(a) == ascii_lower(b); });
  if (!has_it) return false;
  name.resize(name.size() - ending.size());
  return true;
}

// Removes one of them, if the name has it.
template <std::size_t kCount>
bool remove_one_ending(std::string& name,
                       const std::array<std::string_view, kCount>& endings) {
  return std::any_of(
      endings.begin(), endings.end(),
      [&](std::string_view ending) { return remove_ending(name, ending); });
}

}  // namespace

bool has_archive_ending(std::string_view file_name) {
  std::string name(file_name);
  return remove_one_ending(name, kArchiveEndings);
}

bool has_csv_ending(std::string_view file_name) {
  std::string name(file_name);
  remove_one_ending(name, kArchiveEndings);
  return remove_one_ending(name, kCsvEndings);
}

std::string table_name_for(std::string_view input_path) {
  if (input_path == "-") return "stdin";
  std::string name(input_path.substr(input_path.rfind('/') + 1));
  remove_one_ending(name, kArchiveEndings);
  if (!remove_one_ending(name, kCsvEndings)) remove_ending(name, ".txt");
  return name;
}

}  // namespace csvimport
