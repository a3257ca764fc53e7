#pragma once

// A walk through rows, and through those of the target that they update or
// replace.

#include "landing/entry_changes.hpp"
#include "landing/sql_terms.hpp"
#include "pages/record_encoder.hpp"
#include "target/table_trees.hpp"

#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <vector>

struct sqlite3_context;
struct sqlite3_value;

namespace SQLite {
class Database;
}  // namespace SQLite

namespace csvimport {

// The rows that come, as SQL calls them.
struct ComingRows {
  std::string table;  // read in the order of rowids
  std::string rowid;  // of the row n
  // What the row n will have in a column of the target, where t is the row that
  // is there; all of that is NULL if there is none.
  std::function<std::string(const std::string& column)> value;
};

// Finds out what rows change in the indexes of a table. It is one SELECT, which
// hands over the new and the old values for each row and index. Entries that
// stay as they are, to the byte, are no change. One thread.
class UpdateWalk {
 public:
  // Whether an index is narrow enough for a call of a function.
  static bool takes(SQLite::Database& database, const IndexTree& index);

  // Borrows all.
  UpdateWalk(SQLite::Database& database, const std::string& table,
             const TableTrees& trees, EntryChanges& changes);
  UpdateWalk(const UpdateWalk&) = delete;
  UpdateWalk& operator=(const UpdateWalk&) = delete;
  ~UpdateWalk();

  struct Counts {
    std::uint64_t rows = 0;
    std::uint64_t updated = 0;  // of these
    std::int64_t greatest_rowid = 0;
  };
  // None if the rows come to something else than one after the other would: a
  // rowid is none or comes twice, or an entry of a unique index changes, so
  // that it would count which row comes first. Lets SQLite::Exception and
  // SystemError pass.
  std::optional<Counts> walk(const ComingRows& rows);

 private:
  class Row;

  static void take(sqlite3_context* context, int count, sqlite3_value** values);
  void take_row(const Row& row);
  [[nodiscard]] std::string call_for(std::size_t number,
                                     const ComingRows& rows) const;

  SQLite::Database& database_;
  const std::string& table_;
  const TableTrees& trees_;
  EntryChanges& changes_;
  RecordEncoder entry_;
  std::vector<std::optional<std::int64_t>> last_rowids_;  // of each index
  bool is_possible_ = true;
  std::exception_ptr failure_;  // that may not pass SQLite
};

}  // namespace csvimport
