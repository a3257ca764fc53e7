#pragma once

// What a table must come to, worked out anew and in the plainest way.

#include "random_table.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace csvimport {

// The types of the columns by the rules of the README: INTEGER, REAL or TEXT.
std::vector<std::string> types_of(const RandomTable& table);

// Makes the database `path` with the table t, its columns c1, c2 and so on of
// these types, filled through bound INSERTs.
void fill_database(const std::filesystem::path& path, const RandomTable& table,
                   const std::vector<std::string>& types);

// Adds the rows to the table t of the database `path`, which has columns of
// these names, through INSERTs of texts; all but those with a value that loses
// digits so, in another column than the `coerced`, by their places. Returns how
// many these are.
std::size_t append_texts(const std::filesystem::path& path,
                         const RandomTable& table,
                         const std::vector<bool>& coerced);

// Where the tables t of two databases differ, in declared types, rowids, or
// any value or its type; "" if nowhere.
std::string difference(const std::filesystem::path& left,
                       const std::filesystem::path& right);

}  // namespace csvimport
