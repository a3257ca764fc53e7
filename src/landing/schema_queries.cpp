#include "landing/schema_queries.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

namespace csvimport {

bool finds_any(SQLite::Database& database, const std::string& sql,
               const std::string& table) {
  SQLite::Statement select(database, sql);
  select.bind(1, table);
  return select.executeStep();
}

bool acts_on_others(SQLite::Database& database, const std::string& table) {
  return finds_any(
      database,
      "SELECT 1 FROM main.sqlite_schema AS t, "
      "pragma_foreign_key_list(t.name, 'main') AS k WHERE t.type = 'table' AND "
      "k.\"table\" = ?1 COLLATE NOCASE AND (k.on_delete NOT IN ('NO ACTION', "
      "'RESTRICT') OR k.on_update NOT IN ('NO ACTION', 'RESTRICT'))",
      table);
}

}  // namespace csvimport
