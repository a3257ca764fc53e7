#pragma once

// The timing comparison as a table.

#include "import/compare.hpp"

#include <string>
#include <vector>

namespace csvimport {

// Lines for stdout: each way's time, rows per second, and how many times as
// fast as the first way it is.
std::string comparison_table(const std::vector<ComparedWay>& ways);

}  // namespace csvimport
