#include "target/catalog.hpp"

#include "base/import_error.hpp"
#include "base/message_text.hpp"
#include "schema/affinity.hpp"
#include "schema/names.hpp"
#include "schema/table_schema.hpp"
#include "target/schema_queries.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <algorithm>
#include <utility>

namespace csvimport {
namespace {

// What stands in the way of a table of that name.
[[noreturn]] void fail_kind(const std::string& database,
                            const std::string& table, const std::string& kind) {
  throw ImportError({database},
                    quoted_for_message(table) + " is " + kind +
                        ", and only tables can be imported into; name another "
                        "with --table");
}

void check_kind(const std::string& database, const std::string& table,
                const std::string& kind) {
  if (kind == "view") fail_kind(database, table, "a view");
  if (kind == "virtual") fail_kind(database, table, "a virtual table");
  if (kind == "shadow") {
    fail_kind(database, table, "the shadow of a virtual table");
  }
}

// "" for SQLite's own, and for one that only another program knows.
std::string collation_of(SQLite::Database& database, const std::string& table,
                         const std::string& column) {
  const std::string collation = facts_of(database, table, column).collation;
  for (const char* const known : {"NOCASE", "RTRIM"}) {
    if (sqlite3_stricmp(collation.c_str(), known) == 0) return known;
  }
  return "";
}

// Adds the columns to `table`. Whether any of them is NOT NULL.
bool read_columns(SQLite::Database& database, TargetTable& table) {
  constexpr int kGenerated = 2;  // and 3: virtual and stored
  SQLite::Statement columns(
      database,
      "SELECT name, type, dflt_value, \"notnull\", pk, hidden FROM "
      "pragma_table_xinfo(?1, 'main')");
  columns.bind(1, table.name);
  bool has_not_null = false;
  std::vector<std::pair<int, std::string>> key;
  while (columns.executeStep()) {
    const std::string name = columns.getColumn(0).getString();
    if (columns.getColumn(5).getInt() >= kGenerated) {
      table.generated.push_back(name);
      continue;
    }
    const std::string type = columns.getColumn(1).getString();
    const bool takes_any = table.is_strict && type == "ANY";
    TargetColumn& column = table.columns.emplace_back();
    column = {name,
              type,
              takes_any ? Affinity::kBlob : affinity_of(type),
              collation_of(database, table.name, name),
              std::nullopt,
              columns.getColumn(3).getInt() != 0};
    const SQLite::Column default_sql = columns.getColumn(2);
    if (!default_sql.isNull()) column.default_sql = default_sql.getString();
    has_not_null |= column.is_not_null;
    const int place_in_key = columns.getColumn(4).getInt();
    if (place_in_key > 0) key.emplace_back(place_in_key, name);
  }
  std::sort(key.begin(), key.end());
  for (auto& [place, name] : key) table.primary_key.push_back(name);
  return has_not_null;
}

// A trigger may have rows ignored that would be refused.
void read_type_rules(SQLite::Database& database, TargetTable& table) {
  if (table.has_triggers) return;
  const bool is_key_rowid =
      table.has_rowid &&
      !finds_any(database,
                 "SELECT 1 FROM pragma_index_list(?1, 'main') WHERE origin = "
                 "'pk'",
                 table.name);
  for (TargetColumn& column : table.columns) {
    if (is_key_rowid && find_name(column.name, table.primary_key)) {
      column.takes = TypeRule::kRowid;
    } else if (table.is_strict && is_numeric(column.affinity)) {
      column.takes = TypeRule::kStrict;
    }
  }
}

// A key that names no column of its parent is of the primary key there.
void read_references(SQLite::Database& database, TargetTable& table) {
  SQLite::Statement keys(
      database,
      "SELECT \"from\", \"table\", ifnull(\"to\", (SELECT name FROM "
      "pragma_table_info(k.\"table\", 'main') WHERE pk = 1)) FROM "
      "pragma_foreign_key_list(?1, 'main') AS k GROUP BY id HAVING count(*) = "
      "1 ORDER BY id");
  keys.bind(1, table.name);
  while (keys.executeStep()) {
    table.references.emplace_back(keys.getColumn(0).getString(),
                                  ParentColumn{keys.getColumn(1).getString(),
                                               keys.getColumn(2).getString()});
  }
}

bool has_indexes(SQLite::Database& database, const std::string& table) {
  return finds_any(database,
                   "SELECT 1 FROM sqlite_schema WHERE type = 'index' AND "
                   "tbl_name = ?1 COLLATE NOCASE",
                   table);
}

// Fills in all but the name, whether it has rowids and whether it is STRICT.
void describe(SQLite::Database& database, TargetTable& table) {
  const std::string& name = table.name;
  const bool has_not_null = read_columns(database, table);
  table.has_triggers =
      finds_any(database,
                "SELECT 1 FROM sqlite_schema WHERE type = 'trigger' AND "
                "tbl_name = ?1 COLLATE NOCASE",
                name);
  read_type_rules(database, table);
  read_references(database, table);
  const bool has_foreign_keys = finds_any(
      database, "SELECT 1 FROM pragma_foreign_key_list(?1, 'main')", name);
  const bool is_special =
      table.is_strict || table.has_triggers || has_foreign_keys;
  table.is_plain = table.has_rowid && !is_special && !has_not_null &&
                   table.primary_key.empty() && table.generated.empty() &&
                   !has_indexes(database, name) &&
                   !declares(database, name, "CHECK");
}

// Why SQLite does not compile an INSERT that ends so, "" if it does.
std::string insert_error(Connection& connection, const TargetTable& table,
                         const std::vector<std::string>& columns,
                         const std::string& on_conflict) {
  std::string values;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    values += i == 0 ? "?" : ",?";
  }
  const std::string row = columns.empty() ? " DEFAULT VALUES"
                                          : " (" + quoted_list(columns) +
                                                ") VALUES (" + values + ")";
  try {
    const SQLite::Statement compiled(
        connection.database(),
        "INSERT INTO " + main_name(table.name) + row + on_conflict);
    return "";
  } catch (const SQLite::Exception& error) {
    if (error.getErrorCode() != SQLITE_ERROR) connection.fail(error);
    return error.what();
  }
}

}  // namespace

std::optional<TargetTable> find_table(Connection& connection,
                                      const std::string& name) {
  return connection.translate([&]() -> std::optional<TargetTable> {
    SQLite::Database& database = connection.database();
    if (finds_any(database,
                  "SELECT 1 FROM sqlite_schema WHERE type = 'index' AND "
                  "name = ?1 COLLATE NOCASE",
                  name)) {
      fail_kind(connection.name(), name, "an index");
    }
    SQLite::Statement find(database,
                           "SELECT name, type, wr, strict FROM "
                           "pragma_table_list WHERE schema = 'main' AND "
                           "name = ?1 COLLATE NOCASE");
    find.bind(1, name);
    if (!find.executeStep()) return std::nullopt;
    check_kind(connection.name(), name, find.getColumn(1).getString());
    TargetTable table;
    table.name = find.getColumn(0).getString();
    table.has_rowid = find.getColumn(2).getInt() == 0;
    table.is_strict = find.getColumn(3).getInt() != 0;
    describe(database, table);
    return table;
  });
}

namespace {

// Of triggers that want a table which is gone.
std::string way_to_drop_triggers(Connection& connection,
                                 const std::string& table,
                                 const std::string& error) {
  constexpr std::string_view kGone = "no such table: main.";
  if (!error.starts_with(kGone)) return "";
  const std::vector<std::string> triggers = connection.translate([&] {
    return triggers_naming(connection.database(), table,
                           error.substr(kGone.size()));
  });
  std::string way;
  for (const std::string& trigger : triggers) {
    way += "; DROP TRIGGER " + quote_identifier(trigger);
  }
  return way.empty() ? ""
                     : ", which its triggers want; make it anew, or run" +
                           way.substr(1);
}

}  // namespace

void check_inserts(Connection& connection, const TargetTable& table,
                   const std::vector<std::string>& columns) {
  const std::string error = insert_error(connection, table, columns, "");
  if (error.empty()) return;
  throw ImportError({connection.name()},
                    "table " + quoted_for_message(table.name) +
                        " takes no rows: " + error +
                        way_to_drop_triggers(connection, table.name, error));
}

bool has_rows(Connection& connection, const TargetTable& table) {
  return connection.translate([&] {
    return connection.database()
               .execAndGet("SELECT EXISTS (SELECT 1 FROM " +
                           main_name(table.name) + ")")
               .getInt() != 0;
  });
}

bool starts_with_number(Connection& connection, const TargetTable& table,
                        const std::string& column) {
  return connection.translate([&] {
    SQLite::Statement first(connection.database(),
                            "SELECT typeof(" + quote_identifier(column) +
                                ") IN ('integer', 'real') FROM " +
                                main_name(table.name) + " LIMIT 1");
    return first.executeStep() && first.getColumn(0).getInt() != 0;
  });
}

void check_key(Connection& connection, const TargetTable& table,
               const std::vector<std::string>& key) {
  const std::string columns = quoted_list(key);
  const std::string error = insert_error(
      connection, table, key, " ON CONFLICT (" + columns + ") DO NOTHING");
  if (error.empty()) return;
  const std::vector<std::string> names = table.column_names();
  const bool is_there =
      std::all_of(key.begin(), key.end(), [&](const std::string& name) {
        return find_name(name, names).has_value();
      });
  // No column that is added has one.
  if (is_there && !insert_error(connection, table, key, "").empty()) return;
  throw ImportError({connection.name()},
                    "table " + quoted_for_message(table.name) +
                        " has no primary key or UNIQUE constraint "
                        "on " +
                        columns +
                        ", as --pk says; --unique of the same columns beside "
                        "it gives it one");
}

}  // namespace csvimport
