#pragma once

// What makes the tables of a database anew.

#include <string>
#include <string_view>
#include <vector>

namespace SQLite {
class Database;
}  // namespace SQLite

namespace csvimport {

// A table, as the database says it was made; without semicolons.
struct TableText {
  std::string name;
  std::string create;                // CREATE TABLE ...
  std::vector<std::string> columns;  // names of those that can be set
  // CREATE INDEX ... and CREATE UNIQUE INDEX ..., in the order they were made.
  std::vector<std::string> indexes;
};

// Those of the main database, in the order they were made, but for SQLite's own
// and virtual ones. Throws SQLite::Exception.
std::vector<TableText> table_texts(SQLite::Database& database);

std::vector<std::string> names_of(const std::vector<TableText>& tables);

// The statement with IF NOT EXISTS: such as the database has of a table or an
// index.
std::string unless_exists(std::string_view create);

}  // namespace csvimport
