#include "schema/names.hpp"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace csvimport {
namespace {

char ascii_lower(char byte) {
  return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a')
                                    : byte;
}

std::string folded(std::string_view name) {
  std::string lower(name);
  std::transform(lower.begin(), lower.end(), lower.begin(), ascii_lower);
  return lower;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n\v\f";
  const std::size_t first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

bool remove_ending(std::string& name, std::string_view ending) {
  if (name.size() <= ending.size()) return false;
  const std::string_view tail =
      std::string_view(name).substr(name.size() - ending.size());
  if (!same_name(tail, ending)) return false;
  name.resize(name.size() - ending.size());
  return true;
}

}  // namespace

bool same_name(std::string_view left, std::string_view right) {
  return std::equal(
      left.begin(), left.end(), right.begin(), right.end(),
      [](char a, char b) { return ascii_lower(a) == ascii_lower(b); });
}

std::vector<std::string> column_names(const std::vector<std::string>& header) {
  std::vector<std::string> names;
  std::unordered_set<std::string> taken;
  for (const std::string& field : header) {
    std::string name(trimmed(field));
    if (name.empty()) name = "column_" + std::to_string(names.size() + 1);
    const std::string wanted = name;
    for (int number = 2; !taken.insert(folded(name)).second; ++number) {
      name = wanted + '_' + std::to_string(number);
    }
    names.push_back(std::move(name));
  }
  return names;
}

std::string table_name_for(std::string_view input_path) {
  if (input_path == "-") return "stdin";
  std::string name(input_path.substr(input_path.rfind('/') + 1));
  constexpr std::array<std::string_view, 8> kArchives = {
      ".gz", ".bz2", ".xz", ".zst", ".lz4", ".zip", ".Z", ".lzma"};
  constexpr std::array<std::string_view, 4> kTexts = {".csv", ".tsv", ".txt",
                                                      ".tab"};
  for (const std::string_view ending : kArchives) {
    if (remove_ending(name, ending)) break;
  }
  for (const std::string_view ending : kTexts) {
    if (remove_ending(name, ending)) break;
  }
  return name;
}

}  // namespace csvimport
