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

// Whether the table has no such index, nor a key that is one.
bool lacks_index(SQLite::Database& database, const std::string& table,
                 const WantedIndex& wanted) {
  return !is_key(database, table, wanted.columns) &&
         (wanted.is_unique || !has_index(database, table, wanted.columns));
}

void make_index(SQLite::Database& database, const std::string& name,
                const std::string& table, const WantedIndex& wanted) {
  database.exec(
      create_index_sql(name, table, wanted.columns, wanted.is_unique));
}

std::string name_for(SQLite::Database& database, const std::string& table,
                     const WantedIndex& wanted) {
  return free_name(database, index_name(table, wanted.columns));
}

void make_indexes(SQLite::Database& database, const std::string& table,
                  const std::vector<WantedIndex>& wanted,
                  const StepObserver& on_step) {
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (!lacks_index(database, table, wanted[i])) continue;
    const std::string name = name_for(database, table, wanted[i]);
    on_step(index_step(name, i + 1, wanted.size()), std::nullopt);
    make_index(database, name, table, wanted[i]);
  }
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
      SQLite::Database& database = connection.database();
      const WantedIndex wanted{columns, true};
      if (!lacks_index(database, table, wanted)) continue;
      make_index(database, name_for(database, table, wanted), table, wanted);
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
                    const LandingOptions& options,
                    const StepObserver& on_step) {
  connection.translate([&] {
    SQLite::Database& database = connection.database();
    make_indexes(database, table, options.indexes, on_step);
    // A table that takes another's place was filled without its triggers, and
    // of a row that makes way for another, triggers do not hear.
    if (options.if_exists == IfExists::kReplace ||
        options.on_conflict == OnConflict::kReplace ||
        has_conflict_clauses(database, table)) {
      rebuild_search_tables(connection, table);
    }
    if (!options.search_columns.empty()) {
      on_step(search_step(table), std::nullopt);
      make_search_table(connection, table, options.search_columns);
    }
    if (options.analyze) {
      on_step(statistics_step(table), std::nullopt);
      database.exec("ANALYZE " + main_name(table));
    }
  });
}

}  // namespace csvimport
