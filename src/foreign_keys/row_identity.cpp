#include "foreign_keys/row_identity.hpp"

#include "schema/names.hpp"
#include "schema/table_schema.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <optional>
#include <vector>

namespace csvimport {

std::string row_identity_sql(SQLite::Database& database,
                             const std::string& table, const std::string& row) {
  SQLite::Statement columns(database,
                            "SELECT name, pk, (SELECT wr FROM "
                            "pragma_table_list(?1) WHERE schema = 'main') FROM "
                            "pragma_table_xinfo(?1, 'main') ORDER BY pk");
  columns.bind(1, table);
  std::vector<std::string> names;
  std::vector<std::string> parts;
  bool has_rowid = true;
  while (columns.executeStep()) {
    const std::string name = columns.getColumn(0).getString();
    names.push_back(name);
    if (columns.getColumn(1).getInt() > 0) {
      parts.push_back(quote_identifier(name));
    }
    has_rowid = columns.getColumn(2).getInt() == 0;
  }
  const std::optional<std::string> rowid = rowid_name(names);
  if (has_rowid && rowid) parts = {*rowid};
  std::string sql = "''";
  for (const std::string& part : parts) {
    sql += " || quote(" + (row + '.' + part) + ") || ','";
  }
  return sql;
}

}  // namespace csvimport
