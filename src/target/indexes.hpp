#pragma once

// The indexes of a table of the target.

#include "base/step_observer.hpp"
#include "target/connection.hpp"
#include "target/landing_options.hpp"

#include <string>
#include <vector>

namespace csvimport {

// One like `wanted` that nothing in the database is called, and nothing in
// `reserved`. Throws SQLite::Exception.
std::string free_name(SQLite::Database& database, const std::string& wanted,
                      const std::vector<std::string>& reserved = {});

// Makes a unique index over each list of columns that is no key of the table
// yet. Throws ImportError if rows that are there break one, SQLite::Exception.
void make_unique_indexes(Connection& connection, const std::string& table,
                         const std::vector<std::vector<std::string>>& keys);

// Makes what the options want beside the table's rows: indexes, where there are
// none of these columns, also for full-text search, and statistics for SQLite's
// planner. Tells of each step of these.
void complete_table(Connection& connection, const std::string& table,
                    const LandingOptions& options, const StepObserver& on_step);

}  // namespace csvimport
