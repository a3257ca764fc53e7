#pragma once

// The full-text index of a table of the target: an FTS5 table over some of its
// columns, which triggers keep ("SQLite FTS5 Extension", section 4.4.3).

#include "target/connection.hpp"
#include "target/target_table.hpp"

#include <optional>
#include <string>
#include <vector>

namespace SQLite {
class Database;
}  // namespace SQLite

namespace csvimport {

// What it is called: TABLE_fts.
std::string search_table_name(const std::string& table);

// Throws ImportError unless these columns of the table can have one, which has
// columns `names`, or more: if it is `existing`, it has rowids. SQLite has FTS5
// and takes the names.
void check_can_search(const std::string& table,
                      const std::vector<std::string>& columns,
                      const std::optional<TargetTable>& existing,
                      const std::vector<std::string>& names);

// Throws ImportError if something else is called so in the database, or the one
// there is over other columns, or nothing keeps it; SystemError.
void check_search_table(Connection& connection, const std::string& table,
                        const std::vector<std::string>& columns);

// Makes it, with all rows, or finds that it is there. Throws as
// check_search_table(), and SQLite::Exception.
void make_search_table(Connection& connection, const std::string& table,
                       const std::vector<std::string>& columns);

// The table whose texts the full-text table of this SQL is over; "" if it keeps
// them itself. None if the SQL makes no full-text table.
std::optional<std::string> content_of_search(const std::string& sql);

// Whether the full-text table `name`, made by `sql`, goes by columns that the
// table has, and by its rowids. Whatever the table has is in `database`, and so
// is the other, if SQLite can have it there: else it is taken to fit. Throws
// SQLite::Exception.
bool search_fits(SQLite::Database& database, const std::string& name,
                 const std::string& sql, const std::string& table);

// Has all full-text indexes over the table that its triggers keep, whatever
// they are called, take its rows anew, after rows came or went without
// triggers. Throws ImportError where the table has no longer what one is over.
void rebuild_search_tables(Connection& connection, const std::string& table);

}  // namespace csvimport
