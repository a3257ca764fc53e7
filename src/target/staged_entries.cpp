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

// The columns of a key, with what orders them; none if that cannot be known.
std::optional<IndexSchema> schema_of_key(const TableTrees& trees,
                                         const std::vector<std::string>& given,
                                         const std::vector<std::string>& key) {
  const auto brings = [&](const std::string& column) {
    return find_name(column, given).has_value();
  };
  if (!std::all_of(key.begin(), key.end(), brings)) return std::nullopt;
  if (trees.rowid_column && brings(*trees.rowid_column)) {
    if (key.size() != 1 || !same_name(key.front(), *trees.rowid_column)) {
      return std::nullopt;
    }
    IndexSchema rowid;
    rowid.columns.push_back({find_name(key.front(), given)});
    return rowid;
  }
  const IndexTree* const index = trees.unique_index_of(key);
  return index != nullptr ? schema_of(*index, trees, given) : std::nullopt;
}

}  // namespace

StagedEntries::StagedEntries(const TableTrees& trees, const TableSchema& schema,
                             const std::optional<std::vector<std::string>>& key)
    : rowid_column_(trees.rowid_column), sorts_rows_(key.has_value()) {
  plan_.makes_them = false;
  if (!trees.obstacle.empty()) return;
  const std::vector<std::string> given = column_names_of(schema);
  if (trees.rowid_column) {
    plan_.rowid_place = find_name(*trees.rowid_column, given);
  }
  if (!key) {
    plan_indexes(trees, given);
  } else if (!trees.indexes.empty()) {
    plan_rows(trees, given, *key);
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

// The key comes first, and the others as they are staged.
void StagedEntries::plan_rows(const TableTrees& trees,
                              const std::vector<std::string>& given,
                              const std::vector<std::string>& key) {
  std::optional<IndexSchema> rows = schema_of_key(trees, given, key);
  if (!rows) return;
  std::vector<std::optional<std::size_t>> places(given.size());
  for (std::size_t i = 0; i < rows->columns.size(); ++i) {
    places[*rows->columns[i].place] = i;
  }
  for (std::size_t place = 0; place < given.size(); ++place) {
    if (!places[place]) {
      places[place] = rows->columns.size();
      rows->columns.push_back({place});
    }
    places_in_row_.push_back(*places[place]);
  }
  plan_.indexes.push_back(*std::move(rows));
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
