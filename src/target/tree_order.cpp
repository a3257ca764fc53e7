#include "target/tree_order.hpp"

#include "schema/names.hpp"

#include <string>

namespace csvimport {
namespace {

std::optional<Collation> collation_of(const std::string& name) {
  if (same_name(name, "BINARY")) return Collation::kBinary;
  if (same_name(name, "NOCASE")) return Collation::kNoCase;
  if (same_name(name, "RTRIM")) return Collation::kRtrim;
  return std::nullopt;
}

}  // namespace

std::optional<IndexSchema> order_of(const IndexTree& tree) {
  IndexSchema index{tree.name, {}, tree.is_unique};
  for (const IndexColumn& column : tree.columns) {
    const std::optional<Collation> collation = collation_of(column.collation);
    if (!collation) return std::nullopt;
    index.columns.push_back({std::nullopt, *collation, column.descends});
  }
  return index;
}

}  // namespace csvimport
