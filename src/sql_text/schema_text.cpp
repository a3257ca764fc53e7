#include "sql_text/schema_text.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <array>

namespace csvimport {
namespace {

std::vector<std::string> found_texts(SQLite::Database& database,
                                     const char* sql,
                                     const std::string& table) {
  SQLite::Statement query(database, sql);
  query.bind(1, table);
  std::vector<std::string> found;
  while (query.executeStep()) found.push_back(query.getColumn(0).getString());
  return found;
}

}  // namespace

std::vector<TableText> table_texts(SQLite::Database& database) {
  std::vector<TableText> tables;
  SQLite::Statement query(
      database,
      "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT "
      "LIKE 'sqlite\\_%' ESCAPE '\\' AND rootpage > 0 ORDER BY rowid");
  while (query.executeStep()) {
    TableText& table = tables.emplace_back();
    table.name = query.getColumn(0).getString();
    table.create = query.getColumn(1).getString();
    table.columns = found_texts(
        database,
        "SELECT name FROM pragma_table_xinfo(?1) WHERE hidden = 0 ORDER BY cid",
        table.name);
    table.indexes = found_texts(
        database,
        "SELECT sql FROM sqlite_schema WHERE type = 'index' AND tbl_name "
        "= ?1 AND sql IS NOT NULL ORDER BY rowid",
        table.name);
  }
  return tables;
}

std::vector<std::string> names_of(const std::vector<TableText>& tables) {
  std::vector<std::string> names;
  names.reserve(tables.size());
  for (const TableText& table : tables) names.push_back(table.name);
  return names;
}

std::string unless_exists(std::string_view create) {
  // As SQLite keeps them, whatever was written.
  constexpr std::array<std::string_view, 3> kStarts = {
      "CREATE TABLE ", "CREATE INDEX ", "CREATE UNIQUE INDEX "};
  for (const std::string_view start : kStarts) {
    if (!create.starts_with(start)) continue;
    return std::string(start) + "IF NOT EXISTS " +
           std::string(create.substr(start.size()));
  }
  return std::string(create);
}

}  // namespace csvimport
