#pragma once

// The direct path: workers build the pages of the table, the writer appends
// them to the staging file.

#include "load/load_context.hpp"
#include "load/load_outcome.hpp"
#include "load/staging_file.hpp"

namespace csvimport {

// Loads the input into a new table of the staging file; the table is complete
// when this returns and the outcome holds and has no losers. Where it does not
// hold, the table is gone. With `write_back` the
// disk is kept busy while the load runs. Throws what the stages throw.
LoadOutcome load_directly(const LoadContext& context, StagingFile& staging,
                          bool write_back);

}  // namespace csvimport
