#include "target/indexes.hpp"

#include "base/import_error.hpp"
#include "base/message_text.hpp"
#include "schema/names.hpp"
#include "schema/table_schema.hpp"
#include "target/schema_queries.hpp"
#include "target/search_table.hpp"
#include "target/unique_keys.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

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
    std::vector<std::string> names;
    while (parts.executeStep()) {
      names.push_back(parts.getColumn(0).getString());
    }
    if (same_names(names, columns)) return true;
  }
  return false;
}

void make_index(SQLite::Database& database, const std::string& table,
                const WantedIndex& wanted) {
  const std::vector<std::string>& columns = wanted.columns;
  if (is_key(database, table, columns)) return;
  if (!wanted.is_unique && has_index(database, table, columns)) return;
  database.exec(
      create_index_sql(free_name(database, index_name(table, columns)), table,
                       columns, wanted.is_unique));
}

}  // namespace

std::string free_name(SQLite::Database& database, const std::string& wanted,
                      const std::vector<std::string>& reserved) {
  std::string name = wanted;
  for (int number = 2;
       is_name_taken(database, name) || find_name(name, reserved); ++number) {
    name = wanted + '_' + std::to_string(number);
  }
  return name;
}

void make_unique_indexes(Connection& connection, const std::string& table,
                         const std::vector<std::vector<std::string>>& keys) {
  for (const std::vector<std::string>& columns : keys) {
    try {
      make_index(connection.database(), table, {columns, true});
    } catch (const SQLite::Exception& error) {
      if (error.getErrorCode() != SQLITE_CONSTRAINT) throw;
      throw ImportError({connection.name()},
                        "rows of table " + quoted_for_message(table) +
                            " have the same " + quoted_for_message(columns) +
                            ", so it cannot be --unique");
    }
  }
}

void complete_table(Connection& connection, const std::string& table,
                    const LandingOptions& options) {
  connection.translate([&] {
    SQLite::Database& database = connection.database();
    for (const WantedIndex& wanted : options.indexes) {
      make_index(database, table, wanted);
    }
    // A table that takes another's place was filled without its triggers, and
    // of a row that makes way for another, triggers do not hear.
    if (options.if_exists == IfExists::kReplace ||
        options.on_conflict == OnConflict::kReplace ||
        has_conflict_clauses(database, table)) {
      rebuild_search_tables(connection, table);
    }
    if (!options.search_columns.empty()) {
      make_search_table(connection, table, options.search_columns);
    }
    if (options.analyze) database.exec("ANALYZE " + main_name(table));
  });
}

}  // namespace csvimport
