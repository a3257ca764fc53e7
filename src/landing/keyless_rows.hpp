#pragma once

// Rows without a value for the key by which --on-conflict finds those that they
// are to change: each time that they are imported, they are new.

#include "target/table_task.hpp"

#include <string>

namespace SQLite {
class Database;
}  // namespace SQLite

namespace csvimport {

// A sentence on those of the task that came, without a period; "" if there are
// none. The staging file is attached. Throws SQLite::Exception.
std::string keyless_rows(SQLite::Database& database, const TableTask& task);

}  // namespace csvimport
