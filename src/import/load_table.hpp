#pragma once

// One pass over the inputs of a table, on the path that the user chose.

#include "direct/staging_file.hpp"
#include "import/import_job.hpp"
#include "import/load_runner.hpp"

namespace csvimport {

// Loads the inputs into a new table of the staging file. Throws what the stages
// throw.
LoadOutcome load_table(const LoadContext& context, LoadPath path, bool sync,
                       StagingFile& staging);

// Reads the inputs for what can be learned of them, and makes nothing.
LoadOutcome inspect_table(const LoadContext& context);

}  // namespace csvimport
