#include "cluster/sending_plan.hpp"

#include "base/import_error.hpp"
#include "base/message_text.hpp"
#include "cluster/stand_in_checks.hpp"
#include "foreign_keys/parent_order.hpp"
#include "schema/names.hpp"
#include "target/catalog.hpp"
#include "target/schema_queries.hpp"
#include "target/unique_keys.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace csvimport {
namespace {

bool belongs_to(const SchemaEntry& entry, const std::string& table) {
  return same_name(entry.table, table);
}

bool has_entry(const std::vector<SchemaEntry>& schema,
               const std::string& name) {
  return std::any_of(
      schema.begin(), schema.end(),
      [&](const SchemaEntry& entry) { return same_name(entry.name, name); });
}

// As StagedImport::land() looks at it.
std::string sql_of(std::vector<SchemaEntry> schema, const std::string& table) {
  std::sort(schema.begin(), schema.end(),
            [](const auto& left, const auto& right) {
              return std::tie(left.type, left.name) <
                     std::tie(right.type, right.name);
            });
  std::string sql;
  bool is_first = true;
  for (const SchemaEntry& entry : schema) {
    if (!belongs_to(entry, table)) continue;
    sql += (is_first ? "" : "\n") + entry.sql;
    is_first = false;
  }
  return sql;
}

// What belongs to the table in the local database.
std::vector<SchemaEntry> entries_of(SQLite::Database& database,
                                    const std::string& table) {
  std::vector<SchemaEntry> entries;
  SQLite::Statement query(
      database,
      "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE tbl_name = ?1 "
      "COLLATE NOCASE AND sql IS NOT NULL ORDER BY rowid");
  query.bind(1, table);
  while (query.executeStep()) {
    entries.push_back(
        {query.getColumn(0).getString(), query.getColumn(1).getString(),
         query.getColumn(2).getString(), query.getColumn(3).getString()});
  }
  return entries;
}

// What would make the table under another name.
std::string create_sql_as(SQLite::Database& database, const std::string& table,
                          const std::string& name) {
  database.exec("BEGIN; PRAGMA legacy_alter_table = ON");
  database.exec("ALTER TABLE " + main_name(table) + " RENAME TO " +
                quote_identifier(name));
  SQLite::Statement query(database,
                          "SELECT sql FROM sqlite_schema WHERE name = ?1");
  query.bind(1, name);
  std::string sql = query.executeStep() ? query.getColumn(0).getString() : "";
  query.reset();
  database.exec("ROLLBACK");
  return sql;
}

bool refers(SQLite::Database& database, const std::string& table) {
  SQLite::Statement query(database,
                          "SELECT count(*) FROM pragma_foreign_key_list(?1)");
  query.bind(1, table);
  (void)query.executeStep();
  return query.getColumn(0).getInt() > 0;
}

bool is_among(const std::vector<std::string>& columns,
              const std::vector<std::string>& names) {
  return std::all_of(columns.begin(), columns.end(), [&](const auto& column) {
    return find_name(column, names).has_value();
  });
}

// Makes SentTables. One thread.
class Planner {
 public:
  Planner(Connection& connection, const std::vector<SchemaEntry>& schema,
          const ImportJob& job, const StagedImport& import)
      : connection_(connection),
        database_(connection.database()),
        schema_(schema),
        job_(job),
        import_(import) {}

  SentTable plan(const TableSummary& summary, std::size_t number) {
    const TargetTable local =
        find_table(connection_, summary.schema.table).value();
    SentTable sent;
    sent.name = local.name;
    sent.schema_before = sql_of(schema_, local.name);
    if (summary.is_made()) {
      make(sent, local, summary, number);
    } else {
      append(sent, local, summary);
    }
    if (job_.landing.analyze) {
      sent.after.push_back("ANALYZE " + quote_identifier(sent.name));
    }
    return sent;
  }

 private:
  void make(SentTable& sent, const TargetTable& local,
            const TableSummary& summary, std::size_t number) {
    sent.columns = local.column_names();
    sent.replaces = summary.existed;
    // Under a name that views and triggers know, or foreign keys refer to,
    // SQLite lets no table come by another name.
    const bool has_others =
        std::any_of(schema_.begin(), schema_.end(), [](const auto& entry) {
          return entry.type == "view" || entry.type == "trigger";
        });
    // And what a table says of itself by its name keeps that name.
    const bool names_itself =
        declares(database_, local.name, "CHECK") || !local.generated.empty();
    const bool may_rename = !summary.existed && !has_others && !names_itself &&
                            !refers(database_, local.name);
    sent.way = may_rename ? ClusterWay::kRename : ClusterWay::kCopy;
    sent.has_numbers = local.has_rowid && !rowid_column_of(local) &&
                       rowid_name(sent.columns).has_value();
    for (const SchemaEntry& entry : entries_of(database_, local.name)) {
      if (entry.type == "table") {
        sent.create_sql = may_rename ? create_sql_as(database_, local.name,
                                                     import_.rows_table(number))
                                     : entry.sql;
      } else {
        sent.after.push_back(entry.sql);
      }
    }
  }

  void append(SentTable& sent, const TargetTable& local,
              const TableSummary& summary) {
    sent.columns = column_names_of(summary.schema);
    sent.way = ClusterWay::kAppend;
    sent.empties = summary.if_exists == IfExists::kTruncate;
    sent.has_numbers =
        local.has_rowid && rowid_name(all_columns(local)).has_value();
    sent.id_column = rowid_column_of(local).value_or("");
    sent.has_triggers =
        std::any_of(schema_.begin(), schema_.end(), [&](const auto& entry) {
          return entry.type == "trigger" && belongs_to(entry, local.name);
        });
    for (const Column& column : summary.schema.columns) {
      if (column.existing) continue;
      sent.before.push_back("ALTER TABLE " + main_name(local.name) +
                            " ADD COLUMN " + column_sql(column));
    }
    for (const SchemaEntry& entry : entries_of(database_, local.name)) {
      if (entry.type != "index" || has_entry(schema_, entry.name)) continue;
      const bool is_unique = entry.sql.starts_with("CREATE UNIQUE");
      (is_unique ? sent.before : sent.after).push_back(entry.sql);
    }
    if (sent.empties) return;
    sent.on_conflict = job_.landing.on_conflict;
    if (sent.on_conflict != OnConflict::kAbort) sent.key = key_of(sent, local);
    if (sent.on_conflict != OnConflict::kUpdate) return;
    check_updates(job_, sent, schema_, database_);
    keep(sent, local);
  }

  static void keep(SentTable& sent, const TargetTable& local) {
    for (const TargetColumn& column : local.columns) {
      const bool is_wanted = column.is_not_null && !column.default_sql &&
                             !find_name(column.name, sent.columns);
      if (is_wanted) sent.kept.push_back(column.name);
    }
  }

  // What rows in the cluster are told from the sent ones by.
  std::vector<std::string> key_of(const SentTable& sent,
                                  const TargetTable& local) {
    std::vector<std::vector<std::string>> keys;
    bool has_partial = false;
    for (const UniqueKey& key : unique_keys_of(database_, local.name)) {
      const bool is_sent = std::any_of(
          key.columns.begin(), key.columns.end(), [&](const auto& column) {
            return column.empty() || find_name(column, sent.columns) ||
                   find_name(column, local.generated);
          });
      if (!is_sent) continue;
      has_partial |= key.is_partial || key.has_expressions ||
                     !is_among(key.columns, local.column_names());
      if (is_among(key.columns, sent.columns)) keys.push_back(key.columns);
    }
    if (sent.on_conflict == OnConflict::kUpdate) {
      if (!job_.landing.key.empty()) return job_.landing.key;
      if (!local.primary_key.empty()) return local.primary_key;
      return keys.empty() ? std::vector<std::string>() : keys.front();
    }
    if (keys.size() > 1 || has_partial) {
      throw ImportError(
          {job_.target},
          "table " + quoted_for_message(local.name) +
              " has several keys, or one of some rows or of expressions, and "
              "in a cluster rows are only ignored or replaced by a single "
              "plain one; use --on-conflict update");
    }
    return keys.empty() ? std::vector<std::string>() : keys.front();
  }

  static std::vector<std::string> all_columns(const TargetTable& table) {
    std::vector<std::string> names = table.column_names();
    names.insert(names.end(), table.generated.begin(), table.generated.end());
    return names;
  }

  // The column that is the table's rowid.
  std::optional<std::string> rowid_column_of(const TargetTable& table) {
    for (const UniqueKey& key : unique_keys_of(database_, table.name)) {
      if (key.index.empty()) return key.columns.front();
    }
    return std::nullopt;
  }

  Connection& connection_;
  SQLite::Database& database_;
  const std::vector<SchemaEntry>& schema_;
  const ImportJob& job_;
  const StagedImport& import_;
};

}  // namespace

std::vector<SentTable> plan_sending(const std::string& path,
                                    const std::vector<SchemaEntry>& schema,
                                    const ImportJob& job,
                                    const ImportSummary& summary,
                                    const StagedImport& import) {
  Connection connection = open_scratch(path, job.target);
  return connection.translate([&] {
    std::vector<const TableSummary*> tables;
    std::vector<std::string> names;
    for (const TableSummary& table : summary.tables) {
      if (table.is_skipped) continue;
      tables.push_back(&table);
      names.push_back(table.schema.table);
    }
    Planner planner(connection, schema, job, import);
    std::vector<SentTable> sent;
    for (const std::size_t i : parents_first(connection.database(), names)) {
      sent.push_back(planner.plan(*tables[i], sent.size()));
    }
    return sent;
  });
}

std::vector<std::string> sent_values(const SentTable& table,
                                     const std::string& path) {
  std::vector<std::string> values;
  if (table.has_numbers) {
    Connection connection = open_scratch(path, table.name);
    const TargetTable local = find_table(connection, table.name).value();
    std::vector<std::string> names = local.column_names();
    names.insert(names.end(), local.generated.begin(), local.generated.end());
    values.push_back(rowid_name(names).value());
  }
  for (const std::string& column : table.columns) {
    values.push_back(quote_identifier(column));
  }
  return values;
}

}  // namespace csvimport
