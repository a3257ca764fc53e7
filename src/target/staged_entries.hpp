#pragma once

// What was sorted for a table that is there, while its rows were staged.

#include "schema/index_schema.hpp"
#include "schema/table_schema.hpp"
#include "sorting/entry_runs.hpp"
#include "sorting/sort_settings.hpp"
#include "sorting/sorted_entries.hpp"
#include "target/table_trees.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace csvimport {

// First it says what can be sorted, then it keeps what was. Rows that go in as
// they are bring each index its entries; for rows that update or replace others
// it is the rows that are sorted, by their key: as entries of an index that
// covers all columns. One thread.
class StagedEntries {
 public:
  // For rows that bring the columns of `schema` to the table of `trees`. If
  // they are found by a key, which is the table's rowid or of a unique index,
  // they are what is sorted.
  StagedEntries(
      const TableTrees& trees, const TableSchema& schema,
      const std::optional<std::vector<std::string>>& key = std::nullopt);

  [[nodiscard]] const IndexPlan& plan() const { return plan_; }
  // Takes what was sorted by that plan. Rows then have half of the memory at
  // most: the other half is for what they change.
  void keep(std::unique_ptr<SortedEntries> entries);
  // Gives back its memory; there is nothing then.
  void forget() { entries_.reset(); }
  // Whether there is anything.
  [[nodiscard]] bool has_any() const {
    return entries_ && !plan_.indexes.empty();
  }
  // How it was sorted; there is something.
  [[nodiscard]] const SortSettings& settings() const {
    return entries_->settings();
  }

  // Those of an index of a table, whose trees are now these; null if there are
  // none, or if it is another one than it was. Their rowids are those that the
  // rows bring, if they do, or else the rows' numbers in the staged table.
  [[nodiscard]] const EntryRuns* entries_of(const TableTrees& trees,
                                            const IndexTree& tree) const;
  // The rows, if they were sorted; null if there are none. Their order is that
  // of the key as it was.
  [[nodiscard]] const EntryRuns* rows(const TableTrees& trees) const;
  // Where entries of rows have the value of the staged column `place`. What the
  // key is of comes first.
  [[nodiscard]] std::size_t place_in_row(std::size_t place) const {
    return places_in_row_[place];
  }

  // Whether it is known that all rows bring rowids, and come in their order.
  [[nodiscard]] bool rowids_ascend() const {
    return entries_ && plan_.rowid_place && !plan_.indexes.empty() &&
           entries_->rowids_ascend();
  }

 private:
  void plan_rows(const TableTrees& trees, const std::vector<std::string>& given,
                 const std::vector<std::string>& key);
  void plan_indexes(const TableTrees& trees,
                    const std::vector<std::string>& given);

  IndexPlan plan_;
  std::optional<std::string> rowid_column_;  // of the table
  bool sorts_rows_;
  std::vector<std::size_t> places_in_row_;
  std::vector<IndexTree> trees_;  // of the plan's indexes, unless it sorts rows
  std::unique_ptr<SortedEntries> entries_;
};

}  // namespace csvimport
