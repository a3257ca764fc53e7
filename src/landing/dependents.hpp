#pragma once

// What goes by the columns of a table that is to be replaced: its indexes and
// triggers, triggers of other tables and of views, and views.

#include "landing/target_database.hpp"
#include "schema/table_schema.hpp"

#include <string>
#include <vector>

namespace csvimport {

struct Dependents {
  std::vector<std::string> fit;    // SQL that makes the table's own anew
  std::vector<std::string> unfit;  // `index "name"`, `trigger "name"`, ...
  // Those of `unfit` that are there still when the old table is gone.
  std::vector<std::string> unfit_triggers;  // names
  std::vector<std::string> unfit_views;
};

// Sorts them by whether they fit the new table, by trying them out in databases
// in memory, with the old one and with the new one. What does not even compile
// with the old one, for want of a function, say, is taken to fit.
Dependents dependents_of(TargetDatabase& database,
                         const TableSchema& new_table);

// Drops the unfit triggers of others, which would make their tables refuse
// every change, and warns of the unfit views, which do no harm unless read.
void give_up_unfit(TargetDatabase& database, const Dependents& dependents);

}  // namespace csvimport
