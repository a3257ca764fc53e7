#include "report/aligned_lines.hpp"

#include "profile/column_share.hpp"

#include <algorithm>
#include <cstddef>

namespace csvimport {

std::string aligned_lines(const std::vector<std::vector<std::string>>& lines,
                          const std::vector<bool>& at_right,
                          std::string_view indent) {
  std::vector<std::size_t> widths(at_right.size());
  for (const std::vector<std::string>& line : lines) {
    for (std::size_t i = 0; i < widths.size(); ++i) {
      widths[i] = std::max<std::size_t>(widths[i], characters_of(line[i]));
    }
  }
  std::string text;
  for (const std::vector<std::string>& line : lines) {
    std::string row(indent);
    for (std::size_t i = 0; i < widths.size(); ++i) {
      const std::string blanks(widths[i] - characters_of(line[i]), ' ');
      row += (at_right[i] ? blanks + line[i] : line[i] + blanks) + "  ";
    }
    row.erase(row.find_last_not_of(' ') + 1);
    text += row + '\n';
  }
  return text;
}

}  // namespace csvimport
