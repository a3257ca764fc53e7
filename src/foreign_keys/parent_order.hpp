#pragma once

// Which of several tables get their rows first.

#include <cstddef>
#include <string>
#include <vector>

namespace SQLite {
class Database;
}  // namespace SQLite

namespace csvimport {

// The tables, which are there, by their numbers: each behind those that it
// refers to, else as they come. Of some that refer to each other in a ring, one
// has to be before one that it refers to.
std::vector<std::size_t> parents_first(SQLite::Database& database,
                                       const std::vector<std::string>& tables);

}  // namespace csvimport
