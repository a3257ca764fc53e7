#include "foreign_keys/reached_keys.hpp"

#include "schema/names.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

namespace csvimport {
namespace {

bool shares_any(const std::vector<std::string>& names,
                const std::vector<std::string>& others) {
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    return find_name(name, others).has_value();
  });
}

// As the change comes to the key; nullopt: it does not.
std::optional<ReachedKey> reach(Reference reference, const RowsChange& change) {
  const ForeignKey& key = reference.key;
  const bool parents_go = change.columns.empty();
  if (!parents_go && !shares_any(key.parent_columns, change.columns)) {
    return std::nullopt;
  }
  const std::string does = parents_go ? key.on_delete : key.on_update;
  if (does == "NO ACTION") return std::nullopt;
  return ReachedKey{
      std::move(reference), (parents_go ? "ON DELETE " : "ON UPDATE ") + does,
      parents_go, parents_go && does == "CASCADE", does == "RESTRICT"};
}

bool is_same_key(const ReachedKey& left, const ReachedKey& right) {
  return left.reference.child == right.reference.child &&
         left.reference.key.number == right.reference.key.number &&
         left.parents_go == right.parents_go;
}

}  // namespace

std::vector<ReachedKey> reached_keys(SQLite::Database& database,
                                     const RowsChange& change) {
  std::vector<RowsChange> changes{change};
  std::vector<ReachedKey> reached;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const RowsChange now = changes[i];
    for (Reference& reference : references_to(database, now.table)) {
      auto found = reach(std::move(reference), now);
      if (!found) continue;
      const ReachedKey& key = *found;
      if (std::any_of(reached.begin(), reached.end(), [&](const auto& other) {
            return is_same_key(other, key);
          })) {
        continue;
      }
      if (!key.restricts) {
        changes.push_back(
            {key.reference.child, key.children_go ? std::vector<std::string>{}
                                                  : key.reference.key.columns});
      }
      reached.push_back(std::move(*found));
    }
  }
  return reached;
}

}  // namespace csvimport
