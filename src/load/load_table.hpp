#pragma once

// One pass over the inputs of a table, on the path that the user chose.

#include "load/load_context.hpp"
#include "load/load_outcome.hpp"
#include "load/staging_file.hpp"

namespace csvimport {

enum class LoadPath {
  kDirect,        // workers build pages
  kConventional,  // the writer inserts
  kRowByRow,      // one thread inserts; for comparison only
};

// Loads the inputs into a new table of the staging file. Throws what the stages
// throw.
LoadOutcome load_table(const LoadContext& context, LoadPath path, bool sync,
                       StagingFile& staging);

// Reads the inputs for what can be learned of them, and makes nothing.
LoadOutcome inspect_table(const LoadContext& context);

}  // namespace csvimport
