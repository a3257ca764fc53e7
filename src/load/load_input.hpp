#pragma once

// One of the inputs of a table.

#include "load/csv_file.hpp"
#include "load/load_plan.hpp"

#include <string>
#include <vector>

namespace csvimport {

// It is opened once, and read in one pass or more.
struct LoadInput {
  LoadInput(const std::string& path, const CsvOptions& options,
            const ReaderLimits& limits, const std::string& spool_folder)
      : file(open_csv_file(path, options, limits, spool_folder)) {}

  CsvFile file;
  std::vector<ColumnSource> sources;  // one for each column of the table
};

}  // namespace csvimport
