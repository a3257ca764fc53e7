#pragma once

// What the options about values and types may say together.

#include "cli/raw_options.hpp"
#include "import/import_job.hpp"

namespace csvimport {

// Lets the values of `job`, whose dialect and columns are checked, be what
// `raw` says. Throws UsageError for a text that means nothing, and for options
// that contradict each other.
void check_values(const RawOptions& raw, ImportJob& job);

}  // namespace csvimport
