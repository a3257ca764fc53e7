#include "target/unique_keys.hpp"

#include "schema/names.hpp"
#include "schema/table_schema.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <utility>

namespace csvimport {
namespace {

void read_columns(SQLite::Database& database, UniqueKey& key) {
  SQLite::Statement columns(database,
                            "SELECT name, coll FROM pragma_index_xinfo(?1, "
                            "'main') WHERE key ORDER BY seqno");
  columns.bind(1, key.index);
  while (columns.executeStep()) {
    key.has_expressions |= columns.getColumn(0).isNull();
    key.columns.push_back(columns.getColumn(0).getString());
    key.collations.push_back(columns.getColumn(1).getString());
  }
}

}  // namespace

std::vector<UniqueKey> unique_keys_of(SQLite::Database& database,
                                      const std::string& table) {
  std::vector<UniqueKey> keys;
  SQLite::Statement rowid(
      database,
      "SELECT name FROM pragma_table_info(?1, 'main') WHERE pk > 0 AND NOT "
      "EXISTS (SELECT 1 FROM pragma_index_list(?1, 'main') WHERE origin = "
      "'pk')");
  rowid.bind(1, table);
  if (rowid.executeStep()) {
    UniqueKey& key = keys.emplace_back();
    key.columns.push_back(rowid.getColumn(0).getString());
    key.collations.emplace_back("BINARY");
  }
  SQLite::Statement indexes(database,
                            "SELECT name, partial, origin FROM "
                            "pragma_index_list(?1, 'main') WHERE \"unique\"");
  indexes.bind(1, table);
  while (indexes.executeStep()) {
    UniqueKey& key = keys.emplace_back();
    key.index = indexes.getColumn(0).getString();
    key.is_partial = indexes.getColumn(1).getInt() != 0;
    key.is_declared = indexes.getColumn(2).getString() == "u";
    read_columns(database, key);
  }
  return keys;
}

bool is_key(SQLite::Database& database, const std::string& table,
            const std::vector<std::string>& columns) {
  const std::vector<UniqueKey> keys = unique_keys_of(database, table);
  return std::any_of(keys.begin(), keys.end(), [&](const UniqueKey& key) {
    return !key.is_partial && same_names(key.columns, columns);
  });
}

std::string failure_of(const UniqueKey& key, const std::string& table) {
  if (key.has_expressions) return "index " + quote_text(key.index);
  std::string names;
  for (const std::string& column : key.columns) {
    names += (names.empty() ? "" : ", ") + table + '.' + column;
  }
  return names;
}

}  // namespace csvimport
