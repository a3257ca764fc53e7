#include "schema/names.hpp"

#include "base/ascii.hpp"
#include "base/invisible.hpp"

#include <algorithm>
#include <numeric>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace csvimport {
namespace {

constexpr std::string_view kIdeographicSpace = "\xE3\x80\x80";

bool is_space(char byte) {
  constexpr std::string_view kSpaces = " \t\r\n\v\f";
  return kSpaces.find(byte) != std::string_view::npos;
}

std::string folded(std::string_view name) {
  std::string lower(name);
  std::transform(lower.begin(), lower.end(), lower.begin(), ascii_lower);
  return lower;
}

// How many letters to insert, remove or change lead from one to the other
// (Levenshtein).
std::size_t edit_distance(std::string_view from, std::string_view to) {
  std::vector<std::size_t> row(to.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (std::size_t i = 0; i < from.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < to.size(); ++j) {
      const std::size_t changed = diagonal + (from[i] == to[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({changed, diagonal + 1, row[j] + 1});
    }
  }
  return row.back();
}

}  // namespace

bool same_name(std::string_view left, std::string_view right) {
  return std::equal(
      left.begin(), left.end(), right.begin(), right.end(),
      [](char a, char b) { return ascii_lower(a) == ascii_lower(b); });
}

bool same_names(const std::vector<std::string>& left,
                const std::vector<std::string>& right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    same_name);
}

bool same_set(const std::vector<std::string>& left,
              const std::vector<std::string>& right) {
  return left.size() == right.size() &&
         std::all_of(left.begin(), left.end(), [&](const std::string& name) {
           return find_name(name, right).has_value();
         });
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty()) {
    const std::size_t size = is_space(text.front()) ? 1
                             : text.starts_with(kIdeographicSpace)
                                 ? kIdeographicSpace.size()
                                 : invisible_size(text);
    if (size == 0) break;
    text.remove_prefix(size);
  }
  while (!text.empty()) {
    const std::size_t size = is_space(text.back()) ? 1
                             : text.ends_with(kIdeographicSpace)
                                 ? kIdeographicSpace.size()
                                 : last_invisible_size(text);
    if (size == 0) break;
    text.remove_suffix(size);
  }
  return text;
}

std::optional<std::size_t> find_name(std::string_view name,
                                     const std::vector<std::string>& names) {
  const auto found = std::find_if(
      names.begin(), names.end(),
      [&](const std::string& one) { return same_name(one, name); });
  if (found == names.end()) return std::nullopt;
  return static_cast<std::size_t>(found - names.begin());
}

std::optional<std::string> nearest_name(std::string_view name,
                                        const std::vector<std::string>& names) {
  // One slip in three letters is taken for a slip; by taste.
  std::size_t fewest = (name.size() + 1) / 3 + 1;
  std::optional<std::string> nearest;
  for (const std::string& one : names) {
    if (one.size() > name.size() + fewest) continue;
    const std::size_t slips = edit_distance(folded(name), folded(one));
    if (slips >= fewest) continue;
    fewest = slips;
    nearest = one;
  }
  return nearest;
}

std::vector<std::string> column_names(const std::vector<std::string>& header) {
  std::vector<std::string> names;
  std::unordered_set<std::string> taken;
  std::unordered_map<std::string, int> next_numbers;
  for (const std::string& field : header) {
    std::string name(trimmed(field));
    if (name.empty()) name = "column_" + std::to_string(names.size() + 1);
    if (!taken.insert(folded(name)).second) {
      const std::string wanted = name;
      // All numbers below it are taken, and stay so.
      int& number = next_numbers.try_emplace(folded(name), 2).first->second;
      do {
        name = wanted + '_' + std::to_string(number++);
      } while (!taken.insert(folded(name)).second);
    }
    names.push_back(std::move(name));
  }
  return names;
}

}  // namespace csvimport
