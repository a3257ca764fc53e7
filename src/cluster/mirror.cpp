#include "cluster/mirror.hpp"

#include "base/file_descriptor.hpp"
#include "base/message_text.hpp"
#include "base/system_error.hpp"
#include "cluster/fetched_rows.hpp"
#include "pages/new_database.hpp"
#include "schema/names.hpp"
#include "schema/table_schema.hpp"
#include "target/catalog.hpp"
#include "target/connection.hpp"
#include "target/schema_queries.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <spdlog/spdlog.h>

#include <fcntl.h>

#include <cerrno>
#include <cstddef>
#include <utility>

namespace csvimport {
namespace {

// Of the keys in a request; by taste.
constexpr std::size_t kKeyBytesAtOnce = 64 * 1024;

// What is behind the tables it belongs to.
constexpr const char* kSchemaQuery =
    "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL "
    "AND name NOT GLOB 'sqlite_*' AND tbl_name NOT GLOB 'csvimport_staging_*' "
    "AND tbl_name NOT GLOB 'csvimport_rows_*' AND name NOT IN (SELECT name "
    "FROM pragma_table_list WHERE schema = 'main' AND type = 'shadow') "
    "ORDER BY type <> 'table', type, name";

// The table of the rows that were taken, in the mirror.
std::string taken_table(const TargetTable& table) {
  return quote_identifier(std::string(kRowsPrefix) + "taken_" + table.name);
}

std::string columns_of(const std::string& alias, const TargetTable& table) {
  std::string list;
  for (const TargetColumn& column : table.columns) {
    list += (list.empty() ? "" : ", ") + alias + '.' +
            quote_identifier(column.name);
  }
  return list;
}

// The columns that rows are read in the order of.
std::vector<std::string> order_of(const TargetTable& table) {
  const auto rowid = rowid_name(table.column_names());
  if (table.has_rowid && rowid) return {*rowid};
  // Where columns have all names of the rowid, there may be no key.
  return table.primary_key.empty() ? table.column_names() : table.primary_key;
}

std::string condition_behind(const std::string& order,
                             const std::string& last) {
  return last.empty() ? "" : " WHERE (" + order + ") > (" + last + ")";
}

std::string values_of(const std::vector<std::string>& rows) {
  std::string values;
  for (const std::string& row : rows) {
    values += (values.empty() ? "(" : ",(") + row + ')';
  }
  return values;
}

// Whether `key` says what rows are rivals of each other by.
std::string same_key(const UniqueKey& key) {
  std::string same;
  for (std::size_t i = 0; i < key.columns.size(); ++i) {
    same += (same.empty() ? "" : " AND ") +
            ("t." + quote_identifier(key.columns[i])) + " COLLATE " +
            quote_identifier(key.collations[i]) + " = v.column" +
            std::to_string(i + 1);
  }
  return same;
}

// The place of a taken row, in the table of those.
std::string key_column(std::size_t number) {
  return "csvimport_key_" + std::to_string(number);
}

// Whether columns that the import has added have the values that they gave to
// the rows that were there.
std::string as_it_was_added(SQLite::Database& database,
                            const TargetTable& table) {
  const std::vector<std::string> known = table.column_names();
  std::string same;
  SQLite::Statement columns(
      database, "SELECT name, dflt_value FROM pragma_table_info(?1)");
  columns.bind(1, table.name);
  while (columns.executeStep()) {
    const std::string name = columns.getColumn(0).getString();
    if (find_name(name, known)) continue;
    const bool has_default = !columns.getColumn(1).isNull();
    same += " AND t." + quote_identifier(name) + " IS (" +
            (has_default ? columns.getColumn(1).getString() : "NULL") + ')';
  }
  return same;
}

// For this user's eyes only.
void make_file(const std::string& path) {
  const FileDescriptor file(
      ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!file.valid()) throw SystemError(path, "cannot be made", errno);
}

}  // namespace

std::vector<SchemaEntry> read_schema(RqliteClient& client) {
  std::vector<SchemaEntry> schema;
  for (std::vector<std::string>& row : client.query(kSchemaQuery)) {
    schema.push_back({std::move(row.at(0)), std::move(row.at(1)),
                      std::move(row.at(2)), std::move(row.at(3))});
  }
  return schema;
}

Mirror::Mirror(RqliteClient& client, const std::vector<SchemaEntry>& schema,
               const std::string& path, bool with_triggers)
    : client_(client), path_(path) {
  make_file(path);
  SQLite::Database database = open_new_database(path, "UTF-8");
  for (const SchemaEntry& entry : schema) {
    if (entry.type == "trigger" && !with_triggers) continue;
    try {
      database.exec(entry.sql);
    } catch (const SQLite::Exception& error) {
      spdlog::debug("{} {} of the cluster cannot be made here: {}", entry.type,
                    entry.name, error.what());
      if (entry.type != "view" && entry.type != "trigger") {
        unmade_.push_back({entry.table, error.what()});
      }
    }
  }
}

std::optional<TargetTable> Mirror::find(const std::string& table) {
  for (const auto& [name, reason] : unmade_) {
    if (!same_name(name, table)) continue;
    throw SystemError(client_.name(),
                      "table " + quoted_for_message(name) +
                          " is declared in a way that SQLite " +
                          sqlite_version() + " here does not know (" + reason +
                          "), so nothing can be held against it");
  }
  Connection connection = open_scratch(path_, client_.name());
  return find_table(connection, table);
}

std::vector<UniqueKey> Mirror::unique_keys(const std::string& table) {
  Connection connection = open_scratch(path_, client_.name());
  return connection.translate(
      [&] { return unique_keys_of(connection.database(), table); });
}

std::vector<ForeignKey> Mirror::foreign_keys(const std::string& table) {
  Connection connection = open_scratch(path_, client_.name());
  return connection.translate(
      [&] { return foreign_keys_of(connection.database(), table); });
}

void Mirror::insert(const TargetTable& table,
                    const std::vector<std::string>& rows) {
  if (rows.empty()) return;
  Connection connection = open_scratch(path_, client_.name());
  connection.translate([&] {
    SQLite::Database& database = connection.database();
    database.exec("PRAGMA foreign_keys = OFF");
    database.exec("PRAGMA ignore_check_constraints = ON");
    database.exec("INSERT OR IGNORE INTO " + main_name(table.name) + " (" +
                  quoted_list(table.column_names()) + ") VALUES " +
                  values_of(rows));
  });
}

bool Mirror::derives(const TargetTable& table) {
  Connection connection = open_scratch(path_, client_.name());
  return connection.translate(
      [&] { return derives_from_values(connection.database(), table.name); });
}

void Mirror::take_rows(const TargetTable& table, bool exactly) {
  const std::vector<std::string> order = order_of(table);
  const std::string ordered = quoted_list(order);
  const std::string values =
      exactly || derives(table)
          ? list_as_sql("t", table.column_names())
          : short_list_as_sql("t", table, unique_keys(table.name));
  std::string last;
  PageSize page_size;
  for (;;) {
    const std::size_t wanted = page_size.rows();
    const TextRows page = client_.read(
        "SELECT " + values + ", " + list_as_sql("t", order) + " FROM " +
        main_name(table.name) + " AS t" + condition_behind(ordered, last) +
        " ORDER BY " + ordered + " LIMIT " + std::to_string(wanted));
    insert(table, joined_rows(page, table.columns.size()));
    if (page.size() < wanted) return;
    last = joined(page.back(), table.columns.size(), order.size());
    page_size.learn(page);
  }
}

std::optional<std::string> Mirror::take_last_row(const TargetTable& table) {
  const std::optional<std::string> column = rowid_column(table);
  if (!column) return std::nullopt;
  const std::string id = "t." + quote_identifier(*column);
  const TextRows last =
      client_.read("SELECT " + list_as_sql("t", table.column_names()) + ", " +
                   id + " FROM " + main_name(table.name) + " AS t ORDER BY " +
                   id + " DESC LIMIT 1");
  insert(table, joined_rows(last, table.columns.size()));
  take_counter(table);
  return last.empty() ? "NULL" : last.front().back();
}

void Mirror::take_counter(const TargetTable& table) {
  Connection connection = open_scratch(path_, client_.name());
  connection.translate([&] {
    SQLite::Database& database = connection.database();
    if (!counts_rowids(database, table.name)) return;
    const std::string is_this = " WHERE name = " + quote_text(table.name);
    const TextRows last =
        client_.read("SELECT seq FROM sqlite_sequence" + is_this);
    if (last.empty()) return;
    database.exec("DELETE FROM sqlite_sequence" + is_this);
    database.exec("INSERT INTO sqlite_sequence VALUES (" +
                  quote_text(table.name) + ", " + last.front().at(0) + ')');
  });
}

std::optional<std::string> Mirror::rowid_column(const TargetTable& table) {
  if (!table.has_rowid) return std::nullopt;
  for (const UniqueKey& key : unique_keys(table.name)) {
    if (key.index.empty()) return key.columns.front();
  }
  return std::nullopt;
}

std::uint64_t Mirror::take_rivals(const TargetTable& table,
                                  const UniqueKey& key,
                                  const std::string& imported) {
  Connection connection = open_scratch(imported, client_.name());
  SQLite::Statement keys(connection.database(),
                         "SELECT " + list_as_sql("t", key.columns) + " FROM " +
                             main_name(table.name) + " AS t");
  std::uint64_t taken = 0;
  PageSize page_size;
  std::vector<std::string> some;
  std::size_t bytes = 0;
  const auto ask = [&] {
    if (some.empty()) return;
    const TextRows found =
        client_.read("SELECT " + list_as_sql("t", table.column_names()) +
                     " FROM (VALUES " + values_of(some) + ") AS v CROSS JOIN " +
                     main_name(table.name) + " AS t ON " + same_key(key));
    taken += found.size();
    insert(table, joined_rows(found, table.columns.size()));
    page_size.learn(found);
    some.clear();
    bytes = 0;
  };
  while (connection.translate([&] { return keys.executeStep(); })) {
    std::string& one = some.emplace_back();
    for (int i = 0; i < keys.getColumnCount(); ++i) {
      if (i > 0) one += ',';
      one += keys.getColumn(i).getString();
    }
    bytes += one.size();
    if (some.size() >= page_size.rows() || bytes >= kKeyBytesAtOnce) ask();
  }
  ask();
  return taken;
}

void Mirror::note_taken(const TargetTable& table) {
  Connection connection = open_scratch(path_, client_.name());
  connection.translate([&] {
    const std::vector<std::string> order = order_of(table);
    std::string values;
    std::string keys;
    for (std::size_t i = 0; i < order.size(); ++i) {
      values += quote_identifier(order[i]) + " AS " + key_column(i) + ", ";
      keys += (i == 0 ? "" : ", ") + key_column(i);
    }
    SQLite::Database& database = connection.database();
    database.exec("CREATE TABLE " + taken_table(table) + " AS SELECT " +
                  values + quoted_list(table.column_names()) + " FROM " +
                  main_name(table.name));
    database.exec(
        "CREATE INDEX " +
        quote_identifier(std::string(kRowsPrefix) + "key_" + table.name) +
        " ON " + taken_table(table) + " (" + keys + ')');
  });
}

std::uint64_t Mirror::remove_taken(const std::string& path,
                                   const TargetTable& table) {
  Connection connection = open_scratch(path, table.name);
  return connection.translate([&]() -> std::uint64_t {
    SQLite::Database& database = connection.database();
    std::string same;
    const std::vector<std::string> order = order_of(table);
    for (std::size_t i = 0; i < order.size(); ++i) {
      same += (i == 0 ? "k." : " AND k.") + key_column(i) + " IS t." +
              quote_identifier(order[i]);
    }
    same += " AND (" + columns_of("k", table) + ") IS (" +
            columns_of("t", table) + ')' + as_it_was_added(database, table);
    database.exec("PRAGMA foreign_keys = OFF");
    const auto removed = static_cast<std::uint64_t>(
        database.exec("DELETE FROM " + main_name(table.name) +
                      " AS t WHERE EXISTS (SELECT 1 FROM " +
                      taken_table(table) + " AS k WHERE " + same + ")"));
    const std::int64_t taken =
        database.execAndGet("SELECT count(*) FROM " + taken_table(table))
            .getInt64();
    return static_cast<std::uint64_t>(taken) - removed;
  });
}

void make_without_rules(const std::vector<TargetTable>& tables,
                        const std::string& path) {
  make_file(path);
  SQLite::Database database = open_new_database(path, "UTF-8");
  for (const TargetTable& table : tables) {
    std::string columns;
    for (const TargetColumn& column : table.columns) {
      columns +=
          (columns.empty() ? "" : ", ") + quote_identifier(column.name) + ' ' +
          std::string(name_of(column.affinity)) +
          (column.default_sql ? " DEFAULT (" + *column.default_sql + ')' : "");
    }
    database.exec("CREATE TABLE " + main_name(table.name) + " (" + columns +
                  ')');
  }
}

}  // namespace csvimport
