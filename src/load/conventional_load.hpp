#pragma once

// The conventional path: workers split and type, the writer inserts.

#include "load/load_context.hpp"
#include "load/load_outcome.hpp"
#include "load/staging_file.hpp"

namespace csvimport {

// Loads the inputs into a new table of the staging file, through one prepared
// INSERT in one transaction. The table is complete when this returns and the
// outcome's types hold, and else gone. Throws what the stages throw,
// SystemError for what SQLite refuses.
LoadOutcome load_conventionally(const LoadContext& context,
                                StagingFile& staging);

}  // namespace csvimport
