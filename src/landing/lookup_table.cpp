#include "landing/lookup_table.hpp"

#include "base/import_error.hpp"
#include "base/message_text.hpp"
#include "foreign_keys/foreign_keys.hpp"
#include "foreign_keys/foreign_keys_off.hpp"
#include "landing/savepoint.hpp"
#include "schema/names.hpp"
#include "target/catalog.hpp"
#include "target/schema_queries.hpp"
#include "target/unique_keys.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <limits>

namespace csvimport {
namespace {

// Ids that are left are more than an import can need.
constexpr std::int64_t kLastIdToStartFrom =
    std::numeric_limits<std::int64_t>::max() / 2;

[[noreturn]] void fail_shape(const Connection& connection,
                             const std::string& table,
                             const std::string& problem) {
  throw ImportError({connection.name()},
                    "--extract: " + quoted_for_message(table) +
                        " cannot be a lookup table: " + problem +
                        "; it needs id INTEGER PRIMARY KEY and value TEXT NOT "
                        "NULL UNIQUE");
}

bool is_there(SQLite::Database& database, const std::string& name) {
  return finds_any(database,
                   "SELECT 1 FROM main.sqlite_schema WHERE name = ?1 COLLATE "
                   "NOCASE AND type <> 'trigger'",
                   name);
}

const TargetColumn* find_column(const TargetTable& table,
                                const std::string& name) {
  const auto place = find_name(name, table.column_names());
  return place ? &table.columns[*place] : nullptr;
}

// The key of this column alone, as texts are told apart here; by its index's
// name, "" for the rowid.
bool has_key(const std::vector<UniqueKey>& keys, const std::string& column,
             bool is_rowid) {
  return std::any_of(keys.begin(), keys.end(), [&](const UniqueKey& key) {
    return !key.is_partial && key.index.empty() == is_rowid &&
           same_names(key.columns, {column}) &&
           same_name(key.collations.front(), "BINARY");
  });
}

// Why the table, which is there, cannot be one; "" if it can.
std::string shape_problem(Connection& connection, const std::string& name) {
  SQLite::Database& database = connection.database();
  if (!is_table(database, name)) return "it is no table";
  const TargetTable table = find_table(connection, name).value();
  const std::vector<UniqueKey> keys = unique_keys_of(database, name);
  const TargetColumn* const id = find_column(table, kLookupKey);
  if (id == nullptr || !has_key(keys, kLookupKey, true) || !table.has_rowid) {
    return "it has no column \"id\" that is INTEGER PRIMARY KEY";
  }
  const TargetColumn* const value = find_column(table, kLookupValue);
  if (value == nullptr || is_numeric(value->affinity) ||
      !has_key(keys, kLookupValue, false)) {
    return "it has no column \"value\" of texts that is unique";
  }
  for (const TargetColumn& column : table.columns) {
    if (&column == id || &column == value) continue;
    if (!column.is_not_null || column.default_sql) continue;
    return "its column " + quoted_for_message(column.name) +
           " needs a value, too";
  }
  return "";
}

void check_shape(Connection& connection, const std::string& name) {
  const std::string problem = shape_problem(connection, name);
  if (!problem.empty()) fail_shape(connection, name, problem);
}

std::int64_t greatest_id(SQLite::Database& database, const std::string& table) {
  std::int64_t greatest =
      database.execAndGet("SELECT ifnull(max(id), 0) FROM " + main_name(table))
          .getInt64();
  if (counts_rowids(database, table)) {
    SQLite::Statement counted(database,
                              "SELECT seq FROM main.sqlite_sequence WHERE name "
                              "= ?1 COLLATE NOCASE");
    counted.bind(1, table);
    if (counted.executeStep()) {
      greatest = std::max(greatest, counted.getColumn(0).getInt64());
    }
  }
  return greatest;
}

// What is no text is nothing that a file could bring.
std::string texts_sql(const std::string& table) {
  return "SELECT id, value FROM " + main_name(table) +
         " WHERE typeof(value) = 'text'";
}

// Whether no row has the value of `column` in that one.
std::string is_unused_sql(const std::string& column, const std::string& table,
                          const std::string& other) {
  const std::string name = quote_identifier(other);
  return " AND " + quote_identifier(column) + " NOT IN (SELECT " + name +
         " FROM " + main_name(table) + " WHERE " + name + " IS NOT NULL)";
}

// Why the table does not take the row; "" if it has.
std::string problem_of(SQLite::Statement& insert) {
  try {
    return insert.exec() == 1 ? "" : "a trigger ignores it";
  } catch (const SQLite::Exception& error) {
    if (error.getErrorCode() != SQLITE_CONSTRAINT) throw;
    return error.what();
  }
}

}  // namespace

bool is_lookup_table(Connection& connection, const std::string& table) {
  return connection.translate([&] {
    return is_there(connection.database(), table) &&
           shape_problem(connection, table).empty();
  });
}

bool read_lookup(Connection& connection, const std::string& table,
                 TextIds& ids) {
  return connection.translate([&] {
    SQLite::Database& database = connection.database();
    if (!is_there(database, table)) return false;
    check_shape(connection, table);
    const std::int64_t last_id = greatest_id(database, table);
    if (last_id > kLastIdToStartFrom) {
      fail_shape(connection, table, "its ids are used up");
    }
    ids.begin_after(last_id);
    SQLite::Statement texts(database, texts_sql(table));
    while (texts.executeStep()) {
      ids.add_known(texts.getColumn(1).getString(),
                    texts.getColumn(0).getInt64());
    }
    return true;
  });
}

bool is_same_lookup(Connection& connection, const std::string& table,
                    bool was_there, const TextIds& ids, std::int64_t last_id) {
  return connection.translate([&] {
    SQLite::Database& database = connection.database();
    if (is_there(database, table) != was_there) return false;
    if (!was_there) return true;
    check_shape(connection, table);
    if (greatest_id(database, table) > last_id) return false;
    SQLite::Statement texts(database, texts_sql(table));
    std::size_t count = 0;
    for (; texts.executeStep(); ++count) {
      if (ids.find(texts.getColumn(1).getString()) !=
          texts.getColumn(0).getInt64()) {
        return false;
      }
    }
    return count == ids.count_up_to(last_id);
  });
}

void fill_lookup(Connection& connection, const std::string& table,
                 bool is_there, const TextIds& ids, std::int64_t last_id) {
  connection.translate([&] {
    SQLite::Database& database = connection.database();
    if (!is_there) {
      database.exec("CREATE TABLE " + main_name(table) +
                    " (\n  \"id\" INTEGER PRIMARY KEY,\n  \"value\" TEXT NOT "
                    "NULL UNIQUE\n)");
    }
    // Else each would be written alone, where there is no transaction.
    SavepointStatements savepoints(database);
    Savepoint at_once(savepoints);
    SQLite::Statement insert(database, "INSERT INTO " + main_name(table) +
                                           " (id, value) VALUES (?1, ?2)");
    for (const TextIds::Entry* const entry : ids.entries_after(last_id)) {
      insert.bind(1, entry->second);
      insert.bindNoCopy(2, entry->first);
      const std::string problem = problem_of(insert);
      if (!problem.empty()) {
        throw ImportError({connection.name()},
                          "table " + quoted_for_message(table) +
                              " does not take " +
                              quoted_for_message(entry->first) + ": " +
                              problem + "; --extract needs each text there");
      }
      insert.reset();
    }
    at_once.keep();
  });
}

void remove_unused(Connection& connection, const std::string& table,
                   const std::vector<ParentColumn>& columns, const TextIds& ids,
                   std::int64_t last_id) {
  connection.translate([&] {
    SQLite::Database& database = connection.database();
    std::string sql =
        "DELETE FROM " + main_name(table) + " WHERE id > ?1 AND id <= ?2";
    for (const ParentColumn& column : columns) {
      sql += is_unused_sql(kLookupKey, column.table, column.column);
    }
    for (const auto& [child, key] : references_to(database, table)) {
      for (std::size_t i = 0; i < key.parent_columns.size(); ++i) {
        sql += is_unused_sql(key.parent_columns[i], child, key.columns[i]);
      }
    }
    // It would look for rows that refer to each one.
    const ForeignKeysOff keys_off(database);
    SQLite::Statement remove(database, sql);
    remove.bind(1, last_id);
    remove.bind(2, ids.last_id());
    remove.exec();
  });
}

}  // namespace csvimport
