#pragma once

// Files that options name and a run writes: none of them may be another file of
// the run.

#include "cli/options.hpp"

namespace csvimport {

// Throws UsageError where the reject files, the log or the page would be
// written over an input, a file of SQL to run, the database or one of SQLite's
// own beside it, or over each other; or where the log or the page would be a
// database.
void check_written_files(const Options& options);

}  // namespace csvimport
