#pragma once

// The timing comparison: the same file, four ways.

#include "import/import_files.hpp"
#include "import/import_job.hpp"

#include <string>
#include <vector>

namespace csvimport {

struct ComparedWay {
  std::string name;
  ImportSummary summary;
};

// Loads the inputs row by row, through the pool on the conventional path,
// sequentially on the direct path, and through the pool on the direct path,
// each into a scratch database beside job.target, which is not touched. Throws
// as import_files() does, and ImportError if the input cannot be read four
// times.
std::vector<ComparedWay> compare_ways(const ImportJob& job,
                                      ImportObserver& observer);

}  // namespace csvimport
