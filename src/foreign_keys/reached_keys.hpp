#pragma once

// Foreign keys by which a change of rows comes to those that refer to them.

#include "foreign_keys/foreign_keys.hpp"

#include <string>
#include <vector>

namespace csvimport {

// What rows of a table go through.
struct RowsChange {
  std::string table;
  std::vector<std::string> columns;  // that get other values; none: rows go
};

struct ReachedKey {
  Reference reference;
  std::string action;        // "ON DELETE SET NULL", say
  bool parents_go = false;   // else rows that it refers to get other values
  bool children_go = false;  // else its columns get other values
  bool restricts = false;    // nothing comes to the children: all is refused
};

// Those that say ON DELETE or ON UPDATE something for a change, and for what
// comes of it, and so on; each once.
std::vector<ReachedKey> reached_keys(SQLite::Database& database,
                                     const RowsChange& change);

}  // namespace csvimport
