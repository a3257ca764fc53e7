#pragma once

// What goes with a table that --if-exists replace puts another in place of.

#include "import/import_job.hpp"
#include "schema/table_schema.hpp"
#include "target/connection.hpp"
#include "target/target_table.hpp"

namespace csvimport {

// Throws ImportError if the table declares what the new one, `schema`, would
// not, and that is not to be given up: a key, a CHECK, NOT NULL and the like.
// NOT NULL, DEFAULT and COLLATE go with their column, if the new table has none
// of its name. Throws SystemError.
void check_keeps_rules(const ImportJob& job, Connection& database,
                       const TargetTable& old, const TableSchema& schema);

// Warns of columns that the new table does not have.
void warn_of_lost_columns(const ImportJob& job, const TargetTable& old,
                          const TableSchema& schema);

}  // namespace csvimport
