#include "landing/foreign_keys.hpp"

#include "schema/table_schema.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <utility>

namespace csvimport {
namespace {

bool has_table(SQLite::Database& database, const std::string& name) {
  SQLite::Statement find(database,
                         "SELECT 1 FROM main.sqlite_schema WHERE type = "
                         "'table' AND name = ?1 COLLATE NOCASE");
  find.bind(1, name);
  return find.executeStep();
}

std::vector<std::string> primary_key_of(SQLite::Database& database,
                                        const std::string& table) {
  SQLite::Statement columns(database,
                            "SELECT name FROM pragma_table_info(?1, 'main') "
                            "WHERE pk > 0 ORDER BY pk");
  columns.bind(1, table);
  std::vector<std::string> key;
  while (columns.executeStep()) key.push_back(columns.getColumn(0).getString());
  return key;
}

}  // namespace

std::vector<ForeignKey> foreign_keys_of(SQLite::Database& database,
                                        const std::string& table) {
  SQLite::Statement list(database,
                         "SELECT id, \"table\", \"from\", \"to\" FROM "
                         "pragma_foreign_key_list(?1, 'main') "
                         "ORDER BY id, seq");
  list.bind(1, table);
  std::vector<ForeignKey> keys;
  while (list.executeStep()) {
    const int number = list.getColumn(0).getInt();
    if (keys.empty() || keys.back().number != number) {
      keys.emplace_back().number = number;
    }
    ForeignKey& key = keys.back();
    key.columns.push_back(list.getColumn(2).getString());
    key.parent = list.getColumn(1).getString();
    if (!list.getColumn(3).isNull()) {
      key.parent_columns.push_back(list.getColumn(3).getString());
    }
  }
  for (ForeignKey& key : keys) {
    key.has_parent = has_table(database, key.parent);
    if (!key.parent_columns.empty()) continue;
    key.parent_columns = primary_key_of(database, key.parent);
  }
  return keys;
}

std::vector<std::string> referring_tables(SQLite::Database& database) {
  SQLite::Statement list(database,
                         "SELECT name FROM main.sqlite_schema AS t WHERE type "
                         "= 'table' AND EXISTS (SELECT 1 FROM "
                         "pragma_foreign_key_list(t.name, 'main'))");
  std::vector<std::string> tables;
  while (list.executeStep()) tables.push_back(list.getColumn(0).getString());
  return tables;
}

std::vector<Reference> all_references(SQLite::Database& database) {
  std::vector<Reference> references;
  for (const std::string& child : referring_tables(database)) {
    for (ForeignKey& key : foreign_keys_of(database, child)) {
      references.push_back({child, std::move(key)});
    }
  }
  return references;
}

// What stands behind a plus has no affinity, so that it is compared as the
// parent's column has it ("SQLite Foreign Key Support", section 1, and
// "Datatypes", section 4.2).
std::string refers_to_nothing_sql(const ForeignKey& key,
                                  const std::vector<std::string>& values) {
  std::string given;
  for (const std::string& value : values) given += value + " IS NOT NULL AND ";
  if (!key.has_parent) return given + '1';
  std::string same;
  for (std::size_t i = 0; i < values.size(); ++i) {
    same += (i == 0 ? "p." : " AND p.") +
            quote_identifier(key.parent_columns[i]) + " = +" + values[i];
  }
  return given + "NOT EXISTS (SELECT 1 FROM " + main_name(key.parent) +
         " AS p WHERE " + same + ")";
}

}  // namespace csvimport
