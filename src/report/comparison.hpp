#pragma once

// The timing comparison as a table.

#include "import/compare.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace csvimport {

// Lines for stdout: each way's time, rows per second, and how many times as
// fast as the first way it is. The pool had `workers` of them.
std::string comparison_table(const std::vector<ComparedWay>& ways,
                             std::size_t workers);

}  // namespace csvimport
