#pragma once

// The keys that rows of a table of the target are told apart by.

#include <string>
#include <vector>

namespace SQLite {
class Database;
}  // namespace SQLite

namespace csvimport {

struct UniqueKey {
  std::string index;                 // its name; "" for the rowid
  bool is_partial = false;           // of some rows only
  bool is_declared = false;          // by UNIQUE in CREATE TABLE
  bool has_expressions = false;      // whose places in `columns` are ""
  std::vector<std::string> columns;  // in the index's order
  std::vector<std::string> collations;
};

// Those of the table: its rowid where that has a column, its primary key, and
// its UNIQUE constraints and indexes. Throws SQLite::Exception.
std::vector<UniqueKey> unique_keys_of(SQLite::Database& database,
                                      const std::string& table);

// Whether these columns, in order, are one of them, of all rows; however it
// compares texts.
bool is_key(SQLite::Database& database, const std::string& table,
            const std::vector<std::string>& columns);

// What SQLite says fails if a row of the table has the same key.
std::string failure_of(const UniqueKey& key, const std::string& table);

}  // namespace csvimport
