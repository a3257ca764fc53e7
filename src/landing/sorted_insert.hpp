#pragma once

// Rows that are inserted past indexes, which get their entries behind them.

#include "landing/entry_rowids.hpp"
#include "landing/rowid_counter.hpp"
#include "landing/savepoint.hpp"
#include "landing/tree_writer.hpp"
#include "target/table_task.hpp"
#include "target/table_trees.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace csvimport {

// Inserts the staged rows of a task into the tree of its table, and then into
// that of each index what is to be in it, sorted. One thread.
class SortedInsert {
 public:
  // Borrows all.
  SortedInsert(SQLite::Database& database, const TableTask& task,
               const TableTrees& trees, TreeWriter& writer);

  // Finds out which rowids rows get. Returns why these cannot be given as
  // SQLite would; "" if they can. Comes first.
  [[nodiscard]] std::string prepare();

  // How many rows it has inserted, without the records in the table `left_out`
  // if there is one; none, with nothing done, if SQLite refuses any.
  std::optional<std::uint64_t> insert(const std::string& left_out);

 private:
  std::optional<std::uint64_t> insert_all(const std::string& left_out);
  std::optional<std::uint64_t> fill_table(const std::string& left_out);
  // Of so many rows.
  std::optional<std::uint64_t> add_sorted(const IndexTree& index,
                                          const EntryRuns& sorted,
                                          const EntryRowids& rowids,
                                          std::uint64_t rows);
  // Those of entries that were sorted while rows were staged; none if these
  // are of no use.
  std::optional<EntryRowids> entry_rowids(const std::string& left_out);
  std::optional<EntryRowids> kept_rowids(const std::string& left_out);
  std::optional<EntryRowids> numbered_rowids(const std::string& left_out);
  // Whether it is known that rows bring rowids in their order.
  [[nodiscard]] bool do_rowids_ascend() const;
  // Whether so many that are left out are too many to be kept in memory.
  [[nodiscard]] bool are_too_many(
      const std::vector<std::int64_t>& rowids) const;
  [[nodiscard]] TreeWriter::Entries entries_of(
      const IndexTree& index, const std::string& left_out) const;
  std::int64_t greatest_rowid(const std::string& left_out);
  [[nodiscard]] Terms without(const std::string& left_out) const;

  SQLite::Database& database_;
  const TableTask& task_;
  const TableTrees& trees_;
  TreeWriter& writer_;
  RowidCounter rowids_;
  SavepointStatements savepoints_;
  const Terms given_;                      // names of columns that rows bring
  std::optional<std::string> kept_rowid_;  // of the table, where it is new
  std::optional<std::string> staged_key_;  // the column with their rowids
  // The largest in the table before, where rows do not bring theirs.
  std::int64_t last_rowid_ = 0;
};

}  // namespace csvimport
