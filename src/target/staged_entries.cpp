#include "target/staged_entries.hpp"

#include "schema/names.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

namespace csvimport {
namespace {

std::optional<Collation> collation_of(const std::string& name) {
  if (same_name(name, "BINARY")) return Collation::kBinary;
  if (same_name(name, "NOCASE")) return Collation::kNoCase;
  if (same_name(name, "RTRIM")) return Collation::kRtrim;
  return std::nullopt;
}

// None if entries cannot be known from what is staged: how a collation orders
// texts, or a rowid that SQLite will choose.
std::optional<IndexSchema> schema_of(const IndexTree& tree,
                                     const TableTrees& trees,
                                     const std::vector<std::string>& given) {
  IndexSchema index{tree.name, {}, tree.is_unique};
  for (const IndexColumn& column : tree.columns) {
    const std::optional<Collation> collation = collation_of(column.collation);
    const std::optional<std::size_t> place = find_name(column.name, given);
    if (!collation || (!place && trees.rowid_column == column.name)) {
      return std::nullopt;
    }
    index.columns.push_back({place, *collation, column.descends});
  }
  return index;
}

}  // namespace

StagedEntries::StagedEntries(const TableTrees& trees, const TableSchema& schema,
                             std::launch policy)
    : rowid_column_(trees.rowid_column), policy_(policy) {
  plan_.makes_them = false;
  if (!trees.obstacle.empty()) return;
  const std::vector<std::string> given = column_names_of(schema);
  if (trees.rowid_column) {
    plan_.rowid_place = find_name(*trees.rowid_column, given);
  }
  for (const IndexTree& tree : trees.indexes) {
    std::optional<IndexSchema> index = schema_of(tree, trees, given);
    if (!index) continue;
    plan_.indexes.push_back(std::move(*index));
    trees_.push_back(tree);
  }
}

void StagedEntries::keep(std::unique_ptr<SortedEntries> entries) {
  entries_ = std::move(entries);
}

const EntryRuns* StagedEntries::entries_of(const TableTrees& trees,
                                           const IndexTree& tree) const {
  const auto place = std::find(trees_.begin(), trees_.end(), tree);
  if (!entries_ || place == trees_.end()) return nullptr;
  if (trees.rowid_column != rowid_column_) return nullptr;
  return &entries_->indexes()[static_cast<std::size_t>(place - trees_.begin())];
}

}  // namespace csvimport
