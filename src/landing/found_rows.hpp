#pragma once

// Staged rows, with the rows of the target that they update.

#include "target/table_trees.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

namespace SQLite {
class Database;
}  // namespace SQLite

namespace csvimport {

class EntryTable;

// A temporary table of rows that were found by a unique key, in the order of
// the rowids that they have in the target or, where they are new, will get
// there: those behind its last one, in the order of records. One thread.
class FoundRows {
 public:
  // Borrows all. `key` is an index of `table`.
  FoundRows(SQLite::Database& database, const std::string& table,
            const TableTrees& trees, const IndexTree& key)
      : database_(database), table_(table), trees_(trees), key_(key) {}
  FoundRows(const FoundRows&) = delete;
  FoundRows& operator=(const FoundRows&) = delete;
  ~FoundRows();

  // Finds all rows, which come in the order of the key, whose columns are the
  // first of their `columns`; the table's last rowid is not negative. False if
  // two have the same. Once; then it may be read. Lets SQLite::Exception pass.
  bool find(const EntryTable& rows, std::size_t columns,
            std::int64_t last_rowid);

  // As SQL calls the table, and its rowid; the other columns are called as
  // those of an EntryTable.
  static constexpr const char* kTable = "temp.csvimport_found";
  static constexpr const char* kRowid = "r";

 private:
  [[nodiscard]] std::string is_same() const;

  SQLite::Database& database_;
  const std::string& table_;
  const TableTrees& trees_;
  const IndexTree& key_;
};

}  // namespace csvimport
