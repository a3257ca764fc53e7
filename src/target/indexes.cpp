#include "target/indexes.hpp"

#include "schema/names.hpp"
#include "schema/table_schema.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <vector>

namespace csvimport {
namespace {

// Whether there is an index of all rows over these columns, in order.
bool has_index(SQLite::Database& database, const std::string& table,
               const std::vector<std::string>& columns) {
  SQLite::Statement indexes(database,
                            "SELECT name FROM pragma_index_list(?1, 'main') "
                            "WHERE partial = 0");
  indexes.bind(1, table);
  while (indexes.executeStep()) {
    SQLite::Statement parts(database,
                            "SELECT name FROM pragma_index_info(?1, 'main') "
                            "ORDER BY seqno");
    parts.bind(1, indexes.getColumn(0).getString());
    std::size_t same = 0;
    bool differs = false;
    while (parts.executeStep() && !differs) {
      const std::string name = parts.getColumn(0).getString();
      differs = same == columns.size() || !same_name(name, columns[same]);
      ++same;
    }
    if (!differs && same == columns.size()) return true;
  }
  return false;
}

}  // namespace

std::string free_name(SQLite::Database& database, const std::string& wanted,
                      const std::vector<std::string>& reserved) {
  std::string name = wanted;
  SQLite::Statement taken(database,
                          "SELECT 1 FROM main.sqlite_schema WHERE name = ?1 "
                          "COLLATE NOCASE");
  for (int number = 2;; ++number) {
    taken.bind(1, name);
    const bool is_taken = taken.executeStep();
    taken.reset();
    if (!is_taken && !find_name(name, reserved)) return name;
    name = wanted + '_' + std::to_string(number);
  }
}

void complete_table(Connection& connection, const std::string& table,
                    const LandingOptions& options) {
  connection.translate([&] {
    SQLite::Database& database = connection.database();
    for (const std::vector<std::string>& columns : options.indexes) {
      if (has_index(database, table, columns)) continue;
      database.exec(create_index_sql(
          free_name(database, index_name(table, columns)), table, columns));
    }
    if (options.analyze) database.exec("ANALYZE " + main_name(table));
  });
}

}  // namespace csvimport
