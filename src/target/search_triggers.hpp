#pragma once

// What triggers of a table write to: its full-text indexes, and other tables.

#include <string>
#include <vector>

namespace SQLite {
class Database;
}  // namespace SQLite

namespace csvimport {

// Whether the triggers that a row inserted into the table sets off write to
// full-text tables, and to nothing else. False if such an INSERT cannot be
// compiled.
// Throws SQLite::Exception.
bool triggers_only_search(SQLite::Database& database, const std::string& table);

// The tables that triggers write to as the table's rows come and go, but for
// the full-text indexes over it, which can take all its rows anew. Empty if
// such statements cannot be compiled. Throws SQLite::Exception.
std::vector<std::string> written_by_triggers(SQLite::Database& database,
                                             const std::string& table);

}  // namespace csvimport
