#pragma once

// Rows that update or replace others past indexes, whose entries change behind
// them.

#include "landing/rowid_counter.hpp"
#include "landing/savepoint.hpp"
#include "landing/tree_writer.hpp"
#include "target/table_task.hpp"
#include "target/table_trees.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace csvimport {

// Puts the staged rows of a task into a table where those with the same rowid
// are updated, or replaced. First they are sorted by their rowids into a
// temporary table, so that the target's table is walked once for each step, in
// order. Of each index the entries that change are taken out, in the order of
// their keys, and the new ones put in; then the table gets its rows. One
// thread.
class SortedUpdate {
 public:
  // Borrows all.
  SortedUpdate(SQLite::Database& database, const TableTask& task,
               const TableTrees& trees, TreeWriter& writer);
  SortedUpdate(const SortedUpdate&) = delete;
  SortedUpdate& operator=(const SortedUpdate&) = delete;
  ~SortedUpdate();

  // Why that would come to something else than one row after the other; "" if
  // it does not. Comes first.
  [[nodiscard]] std::string obstacle() const;

  struct Counts {
    std::uint64_t rows = 0;
    std::uint64_t updated = 0;  // of these
  };
  // None, with nothing done, if a rowid comes twice or SQLite refuses any row.
  std::optional<Counts> update();

 private:
  std::optional<Counts> update_all();
  bool sort_rows();
  // By how many entries it grows.
  std::optional<std::int64_t> change_entries(const IndexTree& index);
  std::optional<std::uint64_t> write_table();
  [[nodiscard]] std::string new_value(const std::string& column) const;

  SQLite::Database& database_;
  const TableTask& task_;
  const TableTrees& trees_;
  TreeWriter& writer_;
  RowidCounter rowids_;
  SavepointStatements savepoints_;
  const Terms given_;                      // names of columns that rows bring
  std::optional<std::string> staged_key_;  // the column with their rowids
};

}  // namespace csvimport
