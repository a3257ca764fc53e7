#pragma once

// What hangs on a table that is to be replaced: its indexes and triggers.

#include "landing/target_database.hpp"
#include "schema/table_schema.hpp"

#include <string>
#include <vector>

namespace csvimport {

struct Dependents {
  std::vector<std::string> fit;    // SQL that makes them anew
  std::vector<std::string> unfit;  // "index name", "trigger name"
};

// Sorts those of the table by whether they fit the new one, by trying it out
// in a database in memory.
Dependents dependents_of(TargetDatabase& database,
                         const TableSchema& new_table);

}  // namespace csvimport
