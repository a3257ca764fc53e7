#include "target/schema_queries.hpp"

#include "schema/names.hpp"
#include "schema/sql_tokens.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <algorithm>

namespace csvimport {

bool finds_any(SQLite::Database& database, const std::string& sql,
               const std::string& table) {
  SQLite::Statement select(database, sql);
  select.bind(1, table);
  return select.executeStep();
}

bool is_name_taken(SQLite::Database& database, const std::string& name) {
  return finds_any(
      database,
      "SELECT 1 FROM main.sqlite_schema WHERE name = ?1 COLLATE NOCASE", name);
}

bool is_table(SQLite::Database& database, const std::string& name) {
  return finds_any(database,
                   "SELECT 1 FROM pragma_table_list WHERE schema = 'main' AND "
                   "type = 'table' AND name = ?1 COLLATE NOCASE",
                   name);
}

std::vector<std::string> names_of_columns(SQLite::Database& database,
                                          const std::string& table) {
  SQLite::Statement columns(database,
                            "SELECT name FROM pragma_table_xinfo(?1, 'main')");
  columns.bind(1, table);
  std::vector<std::string> names;
  while (columns.executeStep()) {
    names.push_back(columns.getColumn(0).getString());
  }
  return names;
}

std::vector<std::string> triggers_naming(SQLite::Database& database,
                                         const std::string& table,
                                         const std::string& name) {
  SQLite::Statement triggers(
      database,
      "SELECT name, sql FROM main.sqlite_schema WHERE type = 'trigger' AND "
      "tbl_name = ?1 COLLATE NOCASE");
  triggers.bind(1, table);
  std::vector<std::string> names;
  while (triggers.executeStep()) {
    const std::string sql = triggers.getColumn(1).getString();
    const std::vector<std::string_view> tokens = sql_tokens(sql);
    if (std::any_of(tokens.begin(), tokens.end(), [&](std::string_view token) {
          return same_name(unquoted_sql(token), name);
        })) {
      names.push_back(triggers.getColumn(0).getString());
    }
  }
  return names;
}

ColumnFacts facts_of(SQLite::Database& database, const std::string& table,
                     const std::string& column) {
  const char* type = nullptr;
  const char* collation = nullptr;
  const int code = sqlite3_table_column_metadata(
      database.getHandle(), "main", table.c_str(), column.c_str(), &type,
      &collation, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) throw SQLite::Exception(database.getHandle(), code);
  ColumnFacts facts;
  // A column of a STRICT table that takes any value keeps it as it is, and of
  // no other is ANY a number.
  if (type != nullptr && sqlite3_stricmp(type, "ANY") != 0) {
    facts.affinity = affinity_of(type);
  }
  if (collation != nullptr) facts.collation = collation;
  return facts;
}

bool declares(SQLite::Database& database, const std::string& table,
              std::string_view keyword) {
  SQLite::Statement declaration(
      database,
      "SELECT sql FROM main.sqlite_schema WHERE type = 'table' AND name = ?1 "
      "COLLATE NOCASE");
  declaration.bind(1, table);
  if (!declaration.executeStep()) return false;
  const std::string sql = declaration.getColumn(0).getString();
  const std::vector<std::string_view> tokens = sql_tokens(sql);
  return std::any_of(tokens.begin(), tokens.end(), [&](std::string_view token) {
    return same_name(token, keyword);
  });
}

bool counts_rowids(SQLite::Database& database, const std::string& table) {
  SQLite::Statement key(
      database, "SELECT name FROM pragma_table_info(?1, 'main') WHERE pk = 1");
  key.bind(1, table);
  if (!key.executeStep()) return false;
  const std::string rowid = key.getColumn(0).getString();
  int counts = 0;
  const int code = sqlite3_table_column_metadata(
      database.getHandle(), "main", table.c_str(), rowid.c_str(), nullptr,
      nullptr, nullptr, nullptr, &counts);
  if (code != SQLITE_OK) throw SQLite::Exception(database.getHandle(), code);
  return counts != 0;
}

bool has_conflict_clauses(SQLite::Database& database,
                          const std::string& table) {
  return finds_any(database,
                   "SELECT 1 FROM main.sqlite_schema WHERE type = 'table' AND "
                   "name = ?1 COLLATE NOCASE AND sql LIKE '%ON%CONFLICT%'",
                   table);
}

bool has_replacing_clauses(SQLite::Database& database,
                           const std::string& table) {
  return has_conflict_clauses(database, table) &&
         declares(database, table, "REPLACE");
}

bool derives_from_values(SQLite::Database& database, const std::string& table) {
  return finds_any(
      database,
      "SELECT 1 FROM pragma_table_xinfo(?1, 'main') WHERE hidden IN (2, 3) "
      "UNION ALL SELECT 1 FROM pragma_index_list(?1, 'main') AS i WHERE "
      "i.partial OR EXISTS (SELECT 1 FROM pragma_index_xinfo(i.name, 'main') "
      "WHERE key AND name IS NULL)",
      table);
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
