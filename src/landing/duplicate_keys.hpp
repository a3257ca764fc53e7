#pragma once

// Keys that rows put into a table past SQLite have twice.

#include "landing/refused_records.hpp"
#include "landing/target_database.hpp"
#include "schema/table_schema.hpp"

namespace csvimport {

// The rows of the table `staged` in `database` that would be refused if all of
// them were inserted, one after the other, into the table `goal`, of the same
// columns: those with the key of one before. The index of the key is not looked
// at. Throws SystemError, Interrupted.
RefusedRecords find_duplicate_keys(TargetDatabase& database,
                                   const TableSchema& staged,
                                   const TableSchema& goal);

}  // namespace csvimport
