#include "target/staged_entries.hpp"

#include "schema/names.hpp"
#include "target/tree_order.hpp"

#include <algorithm>
#include <utility>

namespace csvimport {
namespace {

// None if entries cannot be known from what is staged: their order, or a rowid
// that SQLite will choose.
std::optional<IndexSchema> schema_of(const IndexTree& tree,
                                     const TableTrees& trees,
                                     const std::vector<std::string>& given) {
  std::optional<IndexSchema> index = order_of(tree);
  for (std::size_t i = 0; index && i < tree.columns.size(); ++i) {
    const std::string& name = tree.columns[i].name;
    const std::optional<std::size_t> place = find_name(name, given);
    if (!place && trees.rowid_column == name) return std::nullopt;
    index->columns[i].place = place;
  }
  return index;
}

}  // namespace

StagedEntries::StagedEntries(const TableTrees& trees, const TableSchema& schema,
                             bool sorts_rows)
    : rowid_column_(trees.rowid_column), sorts_rows_(sorts_rows) {
  plan_.makes_them = false;
  if (!trees.obstacle.empty()) return;
  const std::vector<std::string> given = column_names_of(schema);
  if (trees.rowid_column) {
    plan_.rowid_place = find_name(*trees.rowid_column, given);
  }
  if (!sorts_rows) {
    plan_indexes(trees, given);
  } else if (plan_.rowid_place && !trees.indexes.empty()) {
    plan_rows(given.size());
  }
}

void StagedEntries::plan_indexes(const TableTrees& trees,
                                 const std::vector<std::string>& given) {
  for (const IndexTree& tree : trees.indexes) {
    std::optional<IndexSchema> index = schema_of(tree, trees, given);
    if (!index) continue;
    plan_.indexes.push_back(std::move(*index));
    trees_.push_back(tree);
  }
}

// The rowid comes first, and the others as they are staged.
void StagedEntries::plan_rows(std::size_t columns) {
  IndexSchema rows;
  rows.columns.push_back({plan_.rowid_place});
  for (std::size_t place = 0; place < columns; ++place) {
    if (place != plan_.rowid_place) rows.columns.push_back({place});
  }
  plan_.indexes.push_back(std::move(rows));
}

std::size_t StagedEntries::place_in_row(std::size_t place) const {
  if (place == plan_.rowid_place) return 0;
  return place < *plan_.rowid_place ? place + 1 : place;
}

void StagedEntries::keep(std::unique_ptr<SortedEntries> entries) {
  entries_ = std::move(entries);
  if (sorts_rows_ &&
      entries_->bytes_in_memory() > entries_->settings().memory_bytes / 2) {
    entries_->spill();
  }
}

const EntryRuns* StagedEntries::entries_of(const TableTrees& trees,
                                           const IndexTree& tree) const {
  const auto place = std::find(trees_.begin(), trees_.end(), tree);
  if (!entries_ || place == trees_.end()) return nullptr;
  if (trees.rowid_column != rowid_column_) return nullptr;
  return &entries_->indexes()[static_cast<std::size_t>(place - trees_.begin())];
}

const EntryRuns* StagedEntries::rows(const TableTrees& trees) const {
  if (!entries_ || !sorts_rows_ || plan_.indexes.empty()) return nullptr;
  if (trees.rowid_column != rowid_column_) return nullptr;
  return &entries_->indexes().front();
}

}  // namespace csvimport
