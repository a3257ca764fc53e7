#pragma once

// Rows whose key is in the target already.

#include "landing/row_failure.hpp"
#include "target/table_task.hpp"
#include "target/unique_keys.hpp"

#include <cstdint>
#include <vector>

namespace SQLite {
class Database;
}  // namespace SQLite

namespace csvimport {

// Tells whether a row was refused for its own key, or for that of a row which a
// trigger makes for it. One thread.
class KeyConflicts {
 public:
  // Borrows both. Of a table that is there.
  KeyConflicts(SQLite::Database& database, const TableTask& task,
               bool has_triggers);

  // Of the staged row with that rowid. What is not in the file is taken for its
  // own.
  bool is_own(const RowFailure& failure, std::int64_t rowid);

 private:
  bool is_there(const UniqueKey& key, std::int64_t rowid);

  SQLite::Database& database_;
  const TableTask& task_;
  const bool has_triggers_;
  std::vector<UniqueKey> keys_;
};

}  // namespace csvimport
