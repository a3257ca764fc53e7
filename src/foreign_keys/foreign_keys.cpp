#include "foreign_keys/foreign_keys.hpp"

#include "schema/names.hpp"
#include "schema/table_schema.hpp"
#include "target/schema_queries.hpp"
#include "target/unique_keys.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <algorithm>
#include <utility>

namespace csvimport {
namespace {

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

// Whether the unique key is one of just these columns, in any order, each
// compared as the table declares it.
bool is_of(SQLite::Database& database, const UniqueKey& unique,
           const ForeignKey& key) {
  if (unique.is_partial || unique.has_expressions) return false;
  if (unique.columns.size() != key.parent_columns.size()) return false;
  for (std::size_t i = 0; i < unique.columns.size(); ++i) {
    const std::string& column = unique.columns[i];
    if (!find_name(column, key.parent_columns)) return false;
    const bool is_rowid = unique.index.empty();
    if (!is_rowid &&
        !same_name(unique.collations[i],
                   facts_of(database, key.parent, column).collation)) {
      return false;
    }
  }
  return true;
}

bool fits_parent(SQLite::Database& database, const ForeignKey& key) {
  if (!key.has_parent || key.parent_columns.size() != key.columns.size()) {
    return false;
  }
  const std::vector<UniqueKey> keys = unique_keys_of(database, key.parent);
  return std::any_of(keys.begin(), keys.end(), [&](const UniqueKey& unique) {
    return is_of(database, unique, key);
  });
}

}  // namespace

bool is_parent_key(SQLite::Database& database, const ParentColumn& parent) {
  ForeignKey key;
  key.columns = {parent.column};
  key.parent = parent.table;
  key.has_parent = true;
  key.parent_columns = {parent.column};
  return fits_parent(database, key);
}

bool has_broken_keys(SQLite::Database& database) {
  SQLite::Statement check(database,
                          "SELECT 1 FROM pragma_foreign_key_check LIMIT 1");
  return check.executeStep();
}

std::vector<ForeignKey> foreign_keys_of(SQLite::Database& database,
                                        const std::string& table) {
  SQLite::Statement list(
      database,
      "SELECT id, \"table\", \"from\", \"to\", on_delete, on_update "
      "FROM pragma_foreign_key_list(?1, 'main') ORDER BY id, seq");
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
    key.on_delete = list.getColumn(4).getString();
    key.on_update = list.getColumn(5).getString();
    if (!list.getColumn(3).isNull()) {
      key.parent_columns.push_back(list.getColumn(3).getString());
    }
  }
  for (ForeignKey& key : keys) {
    key.has_parent = finds_any(database,
                               "SELECT 1 FROM main.sqlite_schema WHERE type = "
                               "'table' AND name = ?1 COLLATE NOCASE",
                               key.parent);
    if (key.parent_columns.empty()) {
      key.parent_columns = primary_key_of(database, key.parent);
    }
    key.fits_parent = fits_parent(database, key);
  }
  return keys;
}

namespace {

// Those that refer to `parent`, or all if that is "".
std::vector<Reference> references_of(SQLite::Database& database,
                                     const std::string& parent) {
  SQLite::Statement children(
      database,
      "SELECT name FROM main.sqlite_schema AS t WHERE type = 'table' AND "
      "EXISTS (SELECT 1 FROM pragma_foreign_key_list(t.name, 'main') AS k "
      "WHERE ?1 = '' OR k.\"table\" = ?1 COLLATE NOCASE)");
  children.bind(1, parent);
  std::vector<Reference> references;
  while (children.executeStep()) {
    const std::string child = children.getColumn(0).getString();
    for (ForeignKey& key : foreign_keys_of(database, child)) {
      if (!parent.empty() && !same_name(key.parent, parent)) continue;
      references.push_back({child, std::move(key)});
    }
  }
  return references;
}

}  // namespace

std::vector<Reference> all_references(SQLite::Database& database) {
  return references_of(database, "");
}

std::vector<Reference> references_to(SQLite::Database& database,
                                     const std::string& table) {
  return references_of(database, table);
}

bool are_keys_enforced(SQLite::Database& database, const std::string& table) {
  int is_on = 0;
  sqlite3_db_config(database.getHandle(), SQLITE_DBCONFIG_ENABLE_FKEY, -1,
                    &is_on);
  return is_on != 0 && (!foreign_keys_of(database, table).empty() ||
                        !references_to(database, table).empty());
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
