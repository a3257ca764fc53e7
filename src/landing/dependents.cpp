#include "landing/dependents.hpp"

#include "schema/names.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

namespace csvimport {
namespace {

bool works(SQLite::Database& database, const std::string& sql) {
  try {
    database.exec(sql);
    return true;
  } catch (const SQLite::Exception&) {
    return false;
  }
}

// Compiles all that fires a trigger of the table, with the trigger's own
// statements.
bool changes_compile(SQLite::Database& database, const TableSchema& table) {
  const std::string name = quote_identifier(table.table);
  std::string values;
  for (const Column& column : table.columns) {
    const std::string quoted = quote_identifier(column.name);
    values += (values.empty() ? "" : ", ") + quoted + " = " + quoted;
  }
  try {
    for (const std::string& sql :
         {"INSERT INTO " + name + " DEFAULT VALUES",
          "UPDATE " + name + " SET " + values, "DELETE FROM " + name}) {
      const SQLite::Statement compiled(database, sql);
    }
    return true;
  } catch (const SQLite::Exception&) {
    return false;
  }
}

// A database in memory with everything but the rows, and the new table in the
// place of the old one. What cannot be had there is left out.
SQLite::Database trial_of(SQLite::Database& original,
                          const TableSchema& new_table) {
  SQLite::Database trial(":memory:",
                         SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  // Or an index of a column that is gone would be one of its name as a text.
  for (const int quirk : {SQLITE_DBCONFIG_DQS_DDL, SQLITE_DBCONFIG_DQS_DML}) {
    sqlite3_db_config(trial.getHandle(), quirk, 0, nullptr);
  }
  trial.exec(create_table_sql(new_table));
  SQLite::Statement others(original,
                           "SELECT name, sql FROM main.sqlite_schema WHERE "
                           "type IN ('table', 'view') AND sql IS NOT NULL "
                           "ORDER BY type");
  while (others.executeStep()) {
    if (same_name(others.getColumn(0).getString(), new_table.table)) continue;
    (void)works(trial, others.getColumn(1).getString());
  }
  return trial;
}

}  // namespace

Dependents dependents_of(TargetDatabase& database,
                         const TableSchema& new_table) {
  return database.attempt([&] {
    SQLite::Database& original = database.connection();
    SQLite::Database trial = trial_of(original, new_table);
    SQLite::Statement list(original,
                           "SELECT type, name, sql FROM main.sqlite_schema "
                           "WHERE type IN ('index', 'trigger') AND tbl_name = "
                           "?1 COLLATE NOCASE AND sql IS NOT NULL "
                           "ORDER BY rowid");
    list.bind(1, new_table.table);
    Dependents dependents;
    while (list.executeStep()) {
      const std::string type = list.getColumn(0).getString();
      const std::string name = list.getColumn(1).getString();
      const std::string sql = list.getColumn(2).getString();
      if (works(trial, sql)) {
        if (type == "index" || changes_compile(trial, new_table)) {
          dependents.fit.push_back(sql);
          continue;
        }
        trial.exec("DROP TRIGGER " + quote_identifier(name));
      }
      dependents.unfit.push_back(type + " \"" + name + '"');
    }
    return dependents;
  });
}

}  // namespace csvimport
