#pragma once

// The ways of a table into the staging file, for the user to choose from.

#include "load/load_context.hpp"
#include "load/load_outcome.hpp"
#include "load/staging_file.hpp"

namespace csvimport {

enum class LoadPath {
  kDirect,        // workers build pages
  kConventional,  // the writer inserts
  kRowByRow,      // one thread inserts; for comparison only
};

// Loads the inputs into a new table of the staging file, in one pass. The table
// is complete when this returns and the outcome holds, and else gone. With
// `sync` a file that lasts is to be on the disk, which is kept busy. Throws
// what the stages throw.
LoadOutcome load_table(const LoadContext& context, LoadPath path, bool sync,
                       StagingFile& staging);

}  // namespace csvimport
