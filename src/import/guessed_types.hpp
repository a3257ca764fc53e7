#pragma once

// Types of new columns that no value speaks for.

#include "schema/table_schema.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace csvimport {

// Warns that no row tells the types of columns that the table gets, if there
// are any. `place` is what messages begin with.
void warn_of_guessed_types(const std::string& place, const TableSchema& schema);

// The same of the columns at these places, where rows have values in others.
void warn_of_empty_columns(const std::string& place, const TableSchema& schema,
                           const std::vector<std::size_t>& columns);

}  // namespace csvimport
