#pragma once

// What --extract may ask for.

#include "import/import_job.hpp"

#include <string>

namespace csvimport {

// Throws UsageError for what has no meaning beside the ids that `column` is to
// have of the lookup table `table`. The other options about columns are known.
void check_extraction(const std::string& column, const std::string& table,
                      const ImportJob& job);

// Throws UsageError if a lookup table is imported, too. The inputs are known.
void check_lookups(const ImportJob& job);

}  // namespace csvimport
