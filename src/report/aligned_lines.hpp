#pragma once

// A table for a terminal.

#include <string>
#include <string_view>
#include <vector>

namespace csvimport {

// The lines, each behind `indent`: their cells, UTF-8 without line ends, stand
// below one another, two blanks apart; those of a column that is `at_right` end
// so. All have as many cells as `at_right` has.
std::string aligned_lines(const std::vector<std::vector<std::string>>& lines,
                          const std::vector<bool>& at_right,
                          std::string_view indent);

}  // namespace csvimport
