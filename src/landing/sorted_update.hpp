#pragma once

// Rows that update or replace others past indexes, whose entries change behind
// them.

#include "landing/entry_changes.hpp"
#include "landing/entry_rowids.hpp"
#include "landing/entry_table.hpp"
#include "landing/rowid_counter.hpp"
#include "landing/savepoint.hpp"
#include "landing/tree_writer.hpp"
#include "landing/update_walk.hpp"
#include "target/table_task.hpp"
#include "target/table_trees.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace csvimport {

// Puts the staged rows of a task into a table where those with the same key are
// updated, or those with the same rowid replaced. The rows were sorted by their
// key as they were staged; if that is not the rowid, they are now sorted by the
// rowids of what they update. So an UpdateWalk through them and the target's
// table finds what they change in its indexes. Of each the entries that change
// are taken out, in the order of their keys, and the new ones put in; then the
// table gets its rows. One thread.
class SortedUpdate {
 public:
  // Borrows all.
  SortedUpdate(SQLite::Database& database, const TableTask& task,
               const TableTrees& trees, TreeWriter& writer);

  // Finds out how rows are found. Returns why the update would come to
  // something else than one row after the other; "" if it does not, as far as
  // is known before. Comes first.
  [[nodiscard]] std::string prepare();

  using Counts = UpdateWalk::Counts;
  // None, with nothing done, if it would come to something else, or SQLite
  // refuses any row.
  std::optional<Counts> update();

 private:
  std::optional<Counts> update_all();
  [[nodiscard]] bool finds_by_rowid() const;
  [[nodiscard]] std::string obstacle_of_key();
  // Calls `use` with what SQL calls the rows, which come in the order of their
  // rowids, and the rowid. Progress tells of them from `done_before` on, unless
  // they were found by a key before.
  template <class Use>
  auto with_rows(double done_before, Use use) const;
  [[nodiscard]] std::string obstacle_of(const IndexTree& index) const;
  // The rows, as a half of what is to be done with them.
  [[nodiscard]] EntryTable table_of_rows(double done_before) const;
  // By how many entries it grows.
  std::optional<std::int64_t> change_entries(std::size_t index,
                                             const EntryChanges& changes);
  std::optional<std::uint64_t> write_table();
  // Of the row n.
  [[nodiscard]] std::string given_value(std::size_t place) const;
  [[nodiscard]] std::string new_value(const std::string& column) const;

  SQLite::Database& database_;
  const TableTask& task_;
  const TableTrees& trees_;
  TreeWriter& writer_;
  RowidCounter rowids_;
  SavepointStatements savepoints_;
  const Terms given_;                // names of columns that rows bring
  const IndexTree* key_ = nullptr;   // none: rows are found by their rowid
  const EntryRuns* rows_ = nullptr;  // sorted; none if they were not
  const EntryRowids kept_ = EntryRowids::kept();
};

}  // namespace csvimport
