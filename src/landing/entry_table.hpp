#pragma once

// Sorted entries of an index as a table that SQLite can read.

#include "landing/entry_rowids.hpp"
#include "pages/record_values.hpp"
#include "sorting/entry_runs.hpp"
#include "sorting/entry_stream.hpp"

#include <SQLiteCpp/Database.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <future>
#include <optional>
#include <string>
#include <vector>

namespace csvimport {

// A virtual table (sqlite.org/vtab.html), which only this connection knows, and
// only as long as the object lives. Its rows come in the order of the index;
// its columns are those of column_name(), and the rowid. One thread.
class EntryTable {
 public:
  // `rowids` are those that the entries get; `policy` says when the next part
  // of the entries is made ready; `on_row` is called every now and then with
  // the number of a row. Borrows the database, the runs and the rowids.
  EntryTable(SQLite::Database& database, const EntryRuns& runs,
             const EntryRowids& rowids, std::launch policy,
             std::function<void(std::int64_t row)> on_row);
  EntryTable(const EntryTable&) = delete;
  EntryTable& operator=(const EntryTable&) = delete;
  ~EntryTable();

  // As SQL calls it.
  [[nodiscard]] std::string name() const;
  static std::string column_name(std::size_t column) {
    return 'c' + std::to_string(column);
  }
  static constexpr const char* kRowidName = "r";

  // What SQLite asks for of it; not for others.
  class Cursor;
  [[nodiscard]] std::string declaration() const;

 private:
  SQLite::Database& database_;
  const EntryRuns& runs_;
  const EntryRowids& rowids_;
  const std::launch policy_;
  const std::function<void(std::int64_t row)> on_row_;
  const std::string module_;
};

}  // namespace csvimport
