#pragma once

// What the last rows of a table that exists let expect of those to come.

#include "import/import_job.hpp"
#include "import/table_source.hpp"
#include "target/connection.hpp"
#include "target/target_table.hpp"

namespace csvimport {

// Warns of columns of the table `existing` that have values there, and neither
// a default nor a place in the inputs, as an export may have lost them; and of
// columns whose texts are all dates and times of ISO 8601 there, and others at
// the starts of the inputs. The reader has opened them, and has not read them.
// Throws SystemError, ImportError.
void compare_with_earlier_rows(const ImportJob& job, Connection& connection,
                               const TargetTable& existing,
                               TableSource& reader);

}  // namespace csvimport
