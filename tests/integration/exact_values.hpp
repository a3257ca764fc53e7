#pragma once

// Rows of a table whose values can be compared whichever server has them.

#include <nlohmann/json.hpp>

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace csvimport {

// A query of all rows of `table`, which has so many columns, in the order of
// their rowids. Texts, blobs, integers and infinities come as texts that tell
// their type, other reals as they are.
std::string exact_values_sql(const std::string& table, std::size_t columns);

// The rows that a query of such values gives: of each the values, joined by
// "|".
std::vector<std::string> exact_rows(const nlohmann::json& values);

// What `sql` gives in a database's file, as servers have it in JSON.
nlohmann::json values_in(const std::filesystem::path& database,
                         const std::string& sql);

// How many columns a table of a database's file has.
std::size_t column_count(const std::filesystem::path& database,
                         const std::string& table);

}  // namespace csvimport
