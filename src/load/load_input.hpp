#pragma once

// One of the inputs of a table.

#include "load/csv_file.hpp"
#include "load/load_plan.hpp"

#include <vector>

namespace csvimport {

// It is opened once, and read in one pass or more.
struct LoadInput {
  CsvFile file;
  std::vector<ColumnSource> sources;  // one for each column of the table
};

}  // namespace csvimport
