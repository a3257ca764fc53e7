#pragma once

// Sorted entries of an index as a table that SQLite can read.

#include "landing/entry_rowids.hpp"
#include "pages/record_values.hpp"
#include "pages/virtual_table.hpp"
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

// A table that only this connection knows, and only as long as the object
// lives. Its rows come in the order of the index; its columns are those of
// column_name(), and the rowid. One thread.
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
  ~EntryTable() = default;

  // As SQL calls it.
  [[nodiscard]] std::string name() const;
  static std::string column_name(std::size_t column) {
    return 'c' + std::to_string(column);
  }
  static constexpr const char* kRowidName = "r";

  // What VirtualTable asks for; not for others.
  class Cursor;
  [[nodiscard]] std::string declaration() const;

 private:
  const EntryRuns& runs_;
  const EntryRowids& rowids_;
  const std::launch policy_;
  const std::function<void(std::int64_t row)> on_row_;
  const VirtualTable<EntryTable> table_;
};

// A walk through the entries.
class EntryTable::Cursor {
 public:
  explicit Cursor(const EntryTable& table);

  void start();
  void next();
  [[nodiscard]] bool is_at_end() const { return is_at_end_; }
  // The number of the row.
  [[nodiscard]] std::int64_t rowid() const { return row_; }
  void give(sqlite3_context* context, std::size_t column) const;

 private:
  const EntryTable& table_;
  std::optional<EntryStream> stream_;
  std::vector<RecordValue> values_;
  std::optional<std::int64_t> rowid_;  // there, unless at the end
  std::int64_t row_ = 0;
  bool is_at_end_ = true;
};

}  // namespace csvimport
