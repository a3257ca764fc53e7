#pragma once

// What goes by the columns of tables that are to be replaced: their indexes,
// triggers and full-text tables, triggers of other tables and of views, and
// views.

#include "schema/table_schema.hpp"
#include "target/connection.hpp"

#include <string>
#include <vector>

namespace csvimport {

struct Dependents {
  std::vector<std::string> fit;    // SQL that makes the tables' own anew
  std::vector<std::string> unfit;  // `index "name"`, `trigger "name"`, ...
  std::vector<std::string> unfit_views;  // which stay; names
  // Those of `unfit` that are there still when the old tables are gone; names.
  std::vector<std::string> unfit_search;  // full-text tables
  std::vector<std::string> unfit_triggers;
};

// Sorts them by whether they fit the new tables, by trying them out in
// databases in memory, with the old ones and with the new ones. What does not
// even compile with the old ones, for want of a function, say, is taken to fit.
Dependents dependents_of(Connection& connection,
                         const std::vector<TableSchema>& new_tables);

// Throws ImportError if some do not fit.
void check_fit(const Connection& connection, const Dependents& dependents,
               const std::vector<TableSchema>& new_tables);

// Warns of all that is unfit: what --drop-unfit gives up, and the views, which
// do no harm unless read.
void warn_of_unfit(const Connection& connection, const Dependents& dependents);

// Drops the unfit full-text tables, which would find rows that are none, and
// triggers of others, which would make their tables refuse every change. Warns
// of all that is unfit.
void give_up_unfit(Connection& connection, const Dependents& dependents);

}  // namespace csvimport
