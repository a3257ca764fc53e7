#include "target/table_names.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

namespace csvimport {

std::vector<std::string> table_names(const std::string& path) {
  const SQLite::Database database(path, SQLite::OPEN_READONLY);
  SQLite::Statement query(database,
                          "SELECT name FROM sqlite_schema "
                          "WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' "
                          "ESCAPE '\\' ORDER BY name");
  std::vector<std::string> names;
  while (query.executeStep()) names.push_back(query.getColumn(0).getString());
  return names;
}

}  // namespace csvimport
