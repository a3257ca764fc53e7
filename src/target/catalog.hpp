#pragma once

// The tables of a database that an import goes into.

#include "target/connection.hpp"
#include "target/target_table.hpp"

#include <optional>
#include <string>
#include <vector>

namespace csvimport {

// The table of that name, compared as SQLite compares. Throws ImportError if
// what has the name cannot be imported into: a view, say. Throws SystemError,
// as all of these do.
std::optional<TargetTable> find_table(Connection& connection,
                                      const std::string& name);

// Throws ImportError if SQLite takes no rows of these columns into the table,
// whatever is in them: as a trigger does not work, say.
void check_inserts(Connection& connection, const TargetTable& table,
                   const std::vector<std::string>& columns);

bool has_rows(Connection& connection, const TargetTable& table);

// Whether the column has a number in one of the rows, such as the first.
bool starts_with_number(Connection& connection, const TargetTable& table,
                        const std::string& column);

// Throws ImportError if rows of the table are not unique by these columns.
void check_key(Connection& connection, const TargetTable& table,
               const std::vector<std::string>& key);

}  // namespace csvimport
