#include "import/judged_keys.hpp"

#include "schema/names.hpp"

#include <algorithm>

namespace csvimport {
namespace {

void add_new(const std::vector<std::string>& key,
             std::vector<std::vector<std::string>>& keys) {
  const auto is_same = [&](const std::vector<std::string>& other) {
    return same_names(key, other);
  };
  if (std::none_of(keys.begin(), keys.end(), is_same)) keys.push_back(key);
}

}  // namespace

JudgedKeys judged_keys(const TableSchema& schema,
                       const std::vector<WantedIndex>& indexes) {
  JudgedKeys keys;
  if (!schema.primary_key.empty()) add_new(schema.primary_key, keys.all);
  for (const WantedIndex& index : indexes) {
    if (!index.is_unique) continue;
    add_new(index.columns, keys.wanted);
    add_new(index.columns, keys.all);
  }
  return keys;
}

}  // namespace csvimport
