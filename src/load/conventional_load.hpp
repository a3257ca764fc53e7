#pragma once

// The conventional path: workers split and type, the writer inserts.

#include "load/load_context.hpp"
#include "load/load_outcome.hpp"
#include "load/staging_file.hpp"

namespace csvimport {

// Loads the input into an empty staging file through one prepared INSERT, in
// one transaction. The table is complete when this returns and the outcome's
// types hold. Throws what the stages throw, SystemError for what SQLite
// refuses.
LoadOutcome load_conventionally(const LoadContext& context,
                                StagingFile& staging);

// The loop that one would write first: for each record an INSERT, on one
// thread, in one transaction. For comparison only; it leaves what the above
// leaves.
LoadOutcome load_row_by_row(const LoadContext& context, StagingFile& staging);

}  // namespace csvimport
