#pragma once

// Files that options name and a run writes: none of them may be another file of
// the run.

#include "cli/options.hpp"

namespace csvimport {

// Throws UsageError where the reject files, the log, the page or the trace
// would be written over an input, a file of SQL to run, the database or one of
// SQLite's own beside it, or over each other; where one of the last three would
// be a database; or where the page or the trace would replace something else.
void check_written_files(const Options& options);

}  // namespace csvimport
