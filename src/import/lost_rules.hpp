#pragma once

// What goes with a table that --if-exists replace puts another in place of.

#include "import/import_job.hpp"
#include "schema/table_schema.hpp"
#include "target/connection.hpp"
#include "target/target_table.hpp"

#include <string>

namespace csvimport {

// Throws ImportError if the table declares what the new one, `schema`, would
// not, and that is not to be given up: a key, a CHECK, NOT NULL and the like.
// NOT NULL, DEFAULT and COLLATE go with their column, if the new table has none
// of its name. Throws SystemError.
void check_keeps_rules(const ImportJob& job, Connection& connection,
                       const TargetTable& old, const TableSchema& schema);

// A table that another takes the place of; borrowed.
struct Replacement {
  const TargetTable& old;
  const TableSchema& schema;
  std::string lost_rules;  // what it declares so, in words; "" if nothing
};

// Before it does. Throws SystemError.
Replacement replacement_of(const ImportJob& job, Connection& connection,
                           const TargetTable& old, const TableSchema& schema);

// Warns of these rules, of columns that the new table does not have, and of
// tables that its triggers have told nothing of the new rows. Throws
// SystemError.
void warn_of_replacing(const Replacement& replacement, Connection& connection);

}  // namespace csvimport
