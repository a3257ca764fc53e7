#pragma once

// What tells rows of a table apart.

#include <string>

namespace SQLite {
class Database;
}  // namespace SQLite

namespace csvimport {

// What tells the row that SQL calls `row` from others of its table, as an SQL
// expression: the same for all if nothing does.
std::string row_identity_sql(SQLite::Database& database,
                             const std::string& table, const std::string& row);

}  // namespace csvimport
