#pragma once

// What an import found out by itself.

#include "load/load_plan.hpp"

#include <string>
#include <vector>

namespace csvimport {

// The flag for that delimiter, ready to paste into a shell.
std::string delimiter_flag(const std::string& delimiter);
// The plan's choices as flags that pin them, ready to paste into a shell.
std::string pinning_flags(const LoadPlan& plan);

// Says with -v which columns have another type in the second pass, `types`,
// than `schema` had in the first.
void log_second_pass(const TableSchema& schema,
                     const std::vector<ColumnType>& types);

}  // namespace csvimport
