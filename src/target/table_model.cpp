#include "target/table_model.hpp"

#include "base/import_error.hpp"
#include "base/message_text.hpp"
#include "schema/names.hpp"
#include "schema/table_schema.hpp"
#include "target/catalog.hpp"
#include "target/schema_queries.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <algorithm>
#include <utility>

namespace csvimport {
namespace {

// What makes the table and its indexes; those of constraints have no SQL.
std::vector<std::string> statements_of(SQLite::Database& database,
                                       const std::string& table) {
  SQLite::Statement select(
      database,
      "SELECT sql FROM sqlite_schema WHERE type IN ('table', 'index') AND "
      "tbl_name = ?1 COLLATE NOCASE AND sql IS NOT NULL ORDER BY type = "
      "'index', rowid");
  select.bind(1, table);
  std::vector<std::string> statements;
  while (select.executeStep()) {
    statements.push_back(select.getColumn(0).getString());
  }
  return statements;
}

bool is_simple(SQLite::Database& database, const TableModel& model) {
  const TargetTable& table = model.table;
  const bool is_plain_rowid_table = table.has_rowid && !table.is_strict &&
                                    table.generated.empty() &&
                                    model.sql.size() == 1;
  if (!is_plain_rowid_table || declares(database, table.name, "CHECK") ||
      has_conflict_clauses(database, table.name) ||
      counts_rowids(database, table.name)) {
    return false;
  }
  for (const char* const list : {"index_list", "foreign_key_list"}) {
    if (finds_any(database,
                  std::string("SELECT 1 FROM pragma_") + list + "(?1, 'main')",
                  table.name)) {
      return false;
    }
  }
  return std::all_of(
      table.columns.begin(), table.columns.end(),
      [&](const TargetColumn& column) {
        return !find_name(column.name, table.primary_key) ||
               (column.takes == TypeRule::kRowid && column.is_not_null);
      });
}

// The model of a table that find_table() has found.
TableModel model_of_found(Connection& connection, TargetTable table) {
  return connection.translate([&] {
    TableModel model;
    model.sql = statements_of(connection.database(), table.name);
    model.table = std::move(table);
    model.is_simple = is_simple(connection.database(), model);
    return model;
  });
}

// The names of the tables for which the condition holds.
std::vector<std::string> names_by(Connection& connection,
                                  const std::string& condition) {
  return connection.translate([&] {
    SQLite::Statement select(
        connection.database(),
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND " +
            condition + " ORDER BY name");
    std::vector<std::string> tables;
    while (select.executeStep()) {
      tables.push_back(select.getColumn(0).getString());
    }
    return tables;
  });
}

}  // namespace

TableModel model_of(Connection& connection, const std::string& table) {
  std::optional<TargetTable> found = find_table(connection, table);
  if (!found) {
    throw ImportError({connection.name()},
                      "has no table " + quoted_for_message(table));
  }
  return model_of_found(connection, *std::move(found));
}

bool is_declared_alike(const TargetTable& one, const TargetTable& other) {
  return one.columns == other.columns && one.generated == other.generated &&
         one.primary_key == other.primary_key &&
         one.has_rowid == other.has_rowid && one.is_strict == other.is_strict;
}

std::vector<std::string> tables_to_model(Connection& connection) {
  return names_by(
      connection,
      "type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name "
      "NOT IN ('csvimport_files', 'csvimport_tails')");
}

std::vector<std::string> virtual_tables_of(Connection& connection) {
  return names_by(connection, "type = 'virtual'");
}

void make_table(Connection& connection, const TableModel& model) {
  for (const std::string& statement : model.sql) {
    try {
      connection.database().exec(statement);
    } catch (const SQLite::Exception& error) {
      if (error.getErrorCode() != SQLITE_ERROR) connection.fail(error);
      throw ImportError(
          {connection.name()},
          "table " + quoted_for_message(model.table.name) +
              " cannot be made as it is declared: " + error.what());
    }
  }
}

ModelDatabase::ModelDatabase(const std::string& name)
    : connection_("", name, Connection::Kind::kMemory, 0) {}

const TableModel& ModelDatabase::add(const TableModel& model,
                                     const std::string& name) {
  make_table(connection_, model);
  if (model.table.name != name) {
    connection_.translate([&] {
      connection_.database().exec("ALTER TABLE " + main_name(model.table.name) +
                                  " RENAME TO " + quote_identifier(name));
    });
  }
  return models_.emplace_back(model_of(connection_, name));
}

const TableModel* ModelDatabase::find(const std::string& name) const {
  for (const TableModel& model : models_) {
    if (same_name(model.table.name, name)) return &model;
  }
  return nullptr;
}

}  // namespace csvimport
