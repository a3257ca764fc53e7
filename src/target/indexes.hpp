#pragma once

// The indexes of a table of the target.

#include "target/connection.hpp"
#include "target/landing_options.hpp"

#include <string>

namespace csvimport {

// One like `wanted` that nothing in the database is called. Throws
// SQLite::Exception.
std::string free_name(SQLite::Database& database, const std::string& wanted);

// Makes what the options want beside the table's rows: indexes, where there are
// none of these columns, and statistics for SQLite's planner.
void complete_table(Connection& connection, const std::string& table,
                    const LandingOptions& options);

// Builds the index of the key of a table whose rows were put there past SQLite.
// False if the key is there twice; then the table is as it was.
bool build_key(Connection& connection, const std::string& table);

}  // namespace csvimport
