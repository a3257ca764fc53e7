#pragma once

// What may be asked of databases as inputs.

#include "cli/raw_options.hpp"
#include "import/import_job.hpp"

namespace csvimport {

// Finds out whether the inputs are databases. Throws UsageError if only some
// of them are, or for options that are about files of CSV then.
void check_merge(const RawOptions& raw, ImportJob& job);

}  // namespace csvimport
