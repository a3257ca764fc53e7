#pragma once

// The order of the entries of an index that is there.

#include "schema/index_schema.hpp"
#include "target/table_trees.hpp"

#include <optional>

namespace csvimport {

// By columns that have no places yet. None if that is not known here: how a
// collation orders texts is up to those who have it.
std::optional<IndexSchema> order_of(const IndexTree& tree);

}  // namespace csvimport
