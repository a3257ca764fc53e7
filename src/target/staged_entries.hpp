#pragma once

// Entries for indexes of the target that were sorted while rows were staged.

#include "schema/index_schema.hpp"
#include "schema/table_schema.hpp"
#include "sorting/entry_runs.hpp"
#include "sorting/sorted_entries.hpp"
#include "target/table_trees.hpp"

#include <future>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace csvimport {

// First it says which indexes that can be done for, then it keeps what was
// done. One thread.
class StagedEntries {
 public:
  // For rows that bring the columns of `schema` to the table of `trees`.
  // `policy` says when entries are made ready: it may be on other threads.
  StagedEntries(const TableTrees& trees, const TableSchema& schema,
                std::launch policy);

  [[nodiscard]] const IndexPlan& plan() const { return plan_; }
  [[nodiscard]] std::launch policy() const { return policy_; }
  // Takes the entries of these indexes.
  void keep(std::unique_ptr<SortedEntries> entries);

  // Those of an index of a table, whose trees are now these; null if there are
  // none, or if it is another one than it was. Their rowids are those that the
  // rows bring, if they do, or else the rows' numbers in the staged table.
  [[nodiscard]] const EntryRuns* entries_of(const TableTrees& trees,
                                            const IndexTree& tree) const;
  // Whether it is known that the rows come in the order of the rowids that they
  // bring.
  [[nodiscard]] bool rowids_ascend() const {
    return entries_ && plan_.rowid_place && !plan_.indexes.empty() &&
           entries_->rowids_ascend();
  }

 private:
  IndexPlan plan_;
  std::optional<std::string> rowid_column_;  // of the table
  std::vector<IndexTree> trees_;             // of the plan's indexes
  std::unique_ptr<SortedEntries> entries_;
  std::launch policy_;
};

}  // namespace csvimport
