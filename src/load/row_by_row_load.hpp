#pragma once

// The loop that one would write first: for each record an INSERT, on one
// thread, in one transaction.

#include "load/load_context.hpp"
#include "load/load_outcome.hpp"
#include "load/staging_file.hpp"

namespace csvimport {

// Loads the inputs into a new table of the staging file, which is complete when
// this returns and the outcome's types hold, and else gone. For comparison
// only. Throws what the stages throw, SystemError for what SQLite refuses.
LoadOutcome load_row_by_row(const LoadContext& context, StagingFile& staging);

}  // namespace csvimport
