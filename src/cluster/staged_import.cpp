#include "cluster/staged_import.hpp"

#include "schema/names.hpp"
#include "schema/table_schema.hpp"
#include "sql_text/update_clause.hpp"

#include <spdlog/spdlog.h>

#include <chrono>
#include <random>
#include <string_view>

namespace csvimport {
namespace {

// So long another import's tables are left alone, beside its patience, as
// clocks differ: by taste.
constexpr std::int64_t kGraceSeconds = 600;

std::string random_id() {
  constexpr std::string_view kDigits = "0123456789abcdef";
  constexpr int kLength = 16;
  std::random_device random;
  std::string id;
  for (int i = 0; i < kLength; ++i) id += kDigits[random() % kDigits.size()];
  return id;
}

std::int64_t now() {
  return std::chrono::duration_cast<std::chrono::seconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

// The columns of the table of rows that are to be copied.
std::vector<std::string> copied_columns(std::size_t count) {
  std::vector<std::string> names;
  for (std::size_t i = 1; i <= count; ++i) {
    names.push_back("c" + std::to_string(i));
  }
  return names;
}

std::string on_conflict(const SentTable& table) {
  if (table.on_conflict == OnConflict::kIgnore)
    return " ON CONFLICT DO NOTHING";
  return table.on_conflict == OnConflict::kUpdate
             ? update_clause(table.columns, table.key)
             : "";
}

// Whether a row of the table, called t, has the key of a staged one, called s.
std::string same_key(const SentTable& table) {
  std::string same;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (!find_name(table.columns[i], table.key)) continue;
    same += (same.empty() ? "t." : " AND t.") +
            quote_identifier(table.columns[i]) + " = s.c" +
            std::to_string(i + 1);
  }
  return same;
}

// Whether rows may be ignored as they land.
bool may_ignore(const SentTable& table) {
  return table.way == ClusterWay::kAppend &&
         (table.on_conflict == OnConflict::kIgnore ||
          (table.on_conflict == OnConflict::kAbort && table.has_triggers));
}

// Whether rows may take the places of others, or change them.
bool may_update(const SentTable& table) {
  return table.way == ClusterWay::kAppend && !table.key.empty() &&
         !table.empties &&
         (table.on_conflict == OnConflict::kUpdate ||
          table.on_conflict == OnConflict::kReplace);
}

std::string schema_of(const std::string& table) {
  return "(SELECT coalesce(group_concat(sql, char(10)), '') FROM (SELECT sql "
         "FROM sqlite_schema WHERE tbl_name = " +
         quote_text(table) +
         " COLLATE NOCASE AND sql IS NOT NULL ORDER BY type, name))";
}

bool is_abandoned(RqliteClient& client, const std::string& name) {
  try {
    return !client
                .query("SELECT 1 FROM (SELECT max(until) AS until FROM " +
                       quote_identifier(name) + ") WHERE until < " +
                       std::to_string(now()))
                .empty();
  } catch (const StatementRefused&) {
    return false;  // it has gone by itself
  }
}

// Whether the table is what it was when the import began, as far as matters.
std::string is_same(const SentTable& table) {
  std::string same =
      schema_of(table.name) + " IS " + quote_text(table.schema_before);
  if (table.ids_behind) {
    same += " AND (SELECT max(" + quote_identifier(table.id_column) +
            ") FROM " + main_name(table.name) + ") IS " + *table.ids_behind;
  }
  return same;
}

// What a row to update has in the column; the row of `rows`, called s, has its
// key.
std::string kept_value(const SentTable& table, const std::string& column) {
  return "(SELECT t." + quote_identifier(column) + " FROM " +
         main_name(table.name) + " AS t WHERE " + same_key(table) + ")";
}

// Moves the staged rows into the table.
std::string insert_all(const SentTable& table, const std::string& rows) {
  std::string columns = quoted_list(table.columns);
  std::string values = quoted_list(copied_columns(table.columns.size()));
  if (table.way == ClusterWay::kCopy && table.has_numbers) {
    columns = rowid_name(table.columns).value() + ", " + columns;
    values = "n, " + values;
  }
  for (const std::string& column : table.kept) {
    columns += ", " + quote_identifier(column);
    values += ", " + kept_value(table, column);
  }
  const bool replaces = table.on_conflict == OnConflict::kReplace;
  return std::string(replaces ? "INSERT OR REPLACE" : "INSERT") + " INTO " +
         main_name(table.name) + " (" + columns + ") SELECT " + values +
         " FROM " + rows + " AS s WHERE true" +
         (table.has_numbers ? " ORDER BY n" : "") + on_conflict(table);
}

}  // namespace

StagedImport::StagedImport(std::uint64_t patience_ms)
    : patience_ms_(patience_ms),
      id_(random_id()),
      name_(std::string(kStagingPrefix) + id_) {}

std::string StagedImport::rows_table(std::size_t table) const {
  return std::string(kRowsPrefix) + id_ + '_' + std::to_string(table + 1);
}

std::string StagedImport::until() const {
  return std::to_string(now() + kGraceSeconds +
                        static_cast<std::int64_t>(patience_ms_ / 1000));
}

std::vector<std::string> StagedImport::make(
    const std::vector<SentTable>& tables) const {
  std::vector<std::string> sql;
  sql.push_back("CREATE TABLE " + name_ +
                " (n INTEGER PRIMARY KEY, until INTEGER NOT NULL, rows INTEGER "
                "NOT NULL, schema INTEGER NOT NULL, known INTEGER NOT NULL)");
  sql.push_back("INSERT INTO " + name_ + " VALUES (0, " + until() +
                ", 0, 0, 0)");
  for (std::size_t i = 0; i < tables.size(); ++i) {
    if (tables[i].way == ClusterWay::kRename) {
      sql.push_back(tables[i].create_sql);
      continue;
    }
    std::string columns = tables[i].has_numbers ? "n INTEGER PRIMARY KEY" : "";
    for (const std::string& name : copied_columns(tables[i].columns.size())) {
      columns += (columns.empty() ? "" : ", ") + name;
    }
    sql.push_back("CREATE TABLE " + rows_table(i) + " (" + columns + ")");
  }
  return sql;
}

std::string StagedImport::insert_rows(const SentTable& table,
                                      std::size_t number) const {
  const bool is_final = table.way == ClusterWay::kRename;
  const std::vector<std::string> columns =
      is_final ? table.columns : copied_columns(table.columns.size());
  const std::string numbers =
      !table.has_numbers ? ""
      : is_final         ? rowid_name(table.columns).value_or("") + ", "
                         : "n, ";
  return "INSERT INTO " + rows_table(number) + " (" + numbers +
         quoted_list(columns) + ") VALUES";
}

std::string StagedImport::note_request(std::int64_t number) const {
  return "INSERT INTO " + name_ + " VALUES (" + std::to_string(number) + ", " +
         until() + ", 0, 0, 0)";
}

bool StagedImport::was_carried_out(const StatementRefused& error) const {
  return error.what() == "UNIQUE constraint failed: " + name_ + ".n";
}

bool StagedImport::lacks_rows(const StatementRefused& error) const {
  return error.what() == "NOT NULL constraint failed: " + name_ + ".rows";
}

bool StagedImport::has_other_schema(const StatementRefused& error) const {
  return error.what() == "NOT NULL constraint failed: " + name_ + ".schema";
}

std::vector<std::string> StagedImport::land(
    const std::vector<SentTable>& tables) const {
  std::vector<std::string> sql;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const SentTable& table = tables[i];
    const std::string rows = rows_table(i);
    sql.push_back("INSERT INTO " + name_ + " SELECT -" + std::to_string(i + 1) +
                  ", " + until() + ", CASE (SELECT count(*) FROM " + rows +
                  ") WHEN " + std::to_string(table.rows) +
                  " THEN 1 END, CASE WHEN " + is_same(table) +
                  " THEN 1 END, 0");
  }
  // Until it ends; rows may refer to others that come later.
  sql.emplace_back("PRAGMA defer_foreign_keys = ON");
  for (const SentTable& table : tables) {
    if (table.replaces) sql.push_back("DROP TABLE " + main_name(table.name));
    if (table.empties) sql.push_back("DELETE FROM " + main_name(table.name));
  }
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const SentTable& table = tables[i];
    const std::string rows = rows_table(i);
    if (table.way == ClusterWay::kCopy) sql.push_back(table.create_sql);
    sql.insert(sql.end(), table.before.begin(), table.before.end());
    if (may_update(table)) sql.push_back(note_updated(table, i));
    if (table.way == ClusterWay::kRename) {
      sql.push_back("ALTER TABLE " + rows + " RENAME TO " +
                    quote_identifier(table.name));
    } else {
      sql.push_back(insert_all(table, rows));
      if (may_ignore(table)) sql.push_back(note_ignored(table, i));
      sql.push_back("DROP TABLE " + rows);
    }
    sql.insert(sql.end(), table.after.begin(), table.after.end());
  }
  return sql;
}

std::string StagedImport::note_ignored(const SentTable& table,
                                       std::size_t number) const {
  return "UPDATE " + name_ + " SET known = max(0, " +
         std::to_string(table.rows) + " - changes()) WHERE n = -" +
         std::to_string(number + 1);
}

std::string StagedImport::note_updated(const SentTable& table,
                                       std::size_t number) const {
  return "UPDATE " + name_ + " SET known = (SELECT count(*) FROM " +
         rows_table(number) + " AS s WHERE EXISTS (SELECT 1 FROM " +
         main_name(table.name) + " AS t WHERE " + same_key(table) +
         ")) WHERE n = -" + std::to_string(number + 1);
}

std::string StagedImport::give_up() const { return note_request(-1); }

std::string StagedImport::landed() const {
  return "SELECT known FROM " + name_ +
         " WHERE n < 0 AND rows = 1 ORDER BY n DESC";
}

std::vector<std::string> StagedImport::remove(std::size_t tables) const {
  std::vector<std::string> sql;
  for (std::size_t i = 0; i < tables; ++i) {
    sql.push_back("DROP TABLE IF EXISTS " + rows_table(i));
  }
  sql.push_back("DROP TABLE IF EXISTS " + name_);
  return sql;
}

void remove_abandoned(RqliteClient& client) {
  const std::string tables =
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB ";
  for (const auto& row :
       client.query(tables + quote_text(std::string(kStagingPrefix) + '*'))) {
    const std::string& name = row.at(0);
    if (!is_abandoned(client, name)) continue;
    const std::string id = name.substr(kStagingPrefix.size());
    std::vector<std::string> sql;
    for (const auto& rows : client.query(
             tables + quote_text(std::string(kRowsPrefix) + id + "_*"))) {
      sql.push_back("DROP TABLE IF EXISTS " + quote_identifier(rows.at(0)));
    }
    sql.push_back("DROP TABLE IF EXISTS " + quote_identifier(name));
    client.execute(sql);
    spdlog::debug("{}: removed {}, which an import had left", client.name(),
                  name);
  }
}

}  // namespace csvimport
