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

// The result of such a query: of each row the values, joined by "|".
std::vector<std::string> exact_rows(const nlohmann::json& values);

// The same of a database's file.
std::vector<std::string> exact_rows(const std::filesystem::path& database,
                                    const std::string& table);

// How many columns a table of a database's file has.
std::size_t column_count(const std::filesystem::path& database,
                         const std::string& table);

}  // namespace csvimport
