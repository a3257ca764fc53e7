#pragma once

// The triggers by which a table keeps its full-text indexes.

#include <string>

namespace SQLite {
class Database;
}  // namespace SQLite

namespace csvimport {

// Whether the triggers that a row inserted into the table sets off write to
// full-text tables, and to nothing else. False if such an INSERT cannot be
// compiled.
// Throws SQLite::Exception.
bool triggers_only_search(SQLite::Database& database, const std::string& table);

}  // namespace csvimport
