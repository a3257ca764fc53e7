#include "landing/sql_landing.hpp"

#include "base/input_error.hpp"
#include "base/interrupt.hpp"
#include "base/system_error.hpp"
#include "landing/dependents.hpp"
#include "schema/names.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <algorithm>
#include <utility>

namespace csvimport {
namespace {

// In KiB: some for the index pages that rows go to, little beside what the
// stages before had; by taste.
constexpr int kCacheSize = 32 * 1024;

// Has SQLite empty its log, so that it does not stay as large as the import.
// Readers may be in the way; then it is used again from its start later.
void shrink_log(SQLite::Database& connection) {
  sqlite3_busy_handler(connection.getHandle(), nullptr, nullptr);
  (void)sqlite3_wal_checkpoint_v2(connection.getHandle(), "main",
                                  SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
}

// Whether there is an index of all rows over these columns, in order.
bool has_index(SQLite::Database& connection, const std::string& table,
               const std::vector<std::string>& columns) {
  SQLite::Statement indexes(connection,
                            "SELECT name FROM pragma_index_list(?1, 'main') "
                            "WHERE partial = 0");
  indexes.bind(1, table);
  while (indexes.executeStep()) {
    SQLite::Statement parts(connection,
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

std::string free_index_name(SQLite::Database& connection,
                            const std::string& table,
                            const std::vector<std::string>& columns) {
  const std::string wanted = index_name(table, columns);
  std::string name = wanted;
  SQLite::Statement taken(connection,
                          "SELECT 1 FROM main.sqlite_schema WHERE name = ?1 "
                          "COLLATE NOCASE");
  for (int number = 2;; ++number) {
    taken.bind(1, name);
    const bool is_taken = taken.executeStep();
    taken.reset();
    if (!is_taken) return name;
    name = wanted + '_' + std::to_string(number);
  }
}

// Whether a change of the table's rows may change those of others.
bool reaches_others(TargetDatabase& database, const TableTask& task) {
  if (task.existing->has_triggers) return true;
  SQLite::Statement actions(
      database.connection(),
      "SELECT 1 FROM main.sqlite_schema AS t, "
      "pragma_foreign_key_list(t.name, 'main') AS k WHERE t.type = 'table' AND "
      "k.\"table\" = ?1 COLLATE NOCASE AND (k.on_delete NOT IN ('NO ACTION', "
      "'RESTRICT') OR k.on_update NOT IN ('NO ACTION', 'RESTRICT'))");
  actions.bind(1, task.schema.table);
  return actions.executeStep();
}

}  // namespace

void complete_table(TargetDatabase& database, const std::string& table,
                    const LandingOptions& options) {
  database.attempt([&] {
    SQLite::Database& connection = database.connection();
    for (const std::vector<std::string>& columns : options.indexes) {
      if (has_index(connection, table, columns)) continue;
      connection.exec(create_index_sql(
          free_index_name(connection, table, columns), table, columns));
    }
    if (options.analyze) connection.exec("ANALYZE " + main_name(table));
  });
}

bool build_key(TargetDatabase& database, const std::string& table) {
  return database.attempt([&] {
    try {
      database.connection().exec("REINDEX " + main_name(table));
      return true;
    } catch (const SQLite::Exception& error) {
      if (error.getErrorCode() != SQLITE_CONSTRAINT) throw;
      return false;
    }
  });
}

SqlLanding::SqlLanding(TargetDatabase& database,
                       const std::string& staging_path,
                       const LandingOptions& options)
    : database_(database), options_(options) {
  database_.attempt([&] {
    SQLite::Database& connection = database_.connection();
    connection.exec("PRAGMA cache_size = -" + std::to_string(kCacheSize));
    SQLite::Statement attach(connection, "ATTACH ?1 AS staging");
    attach.bind(1, staging_path);
    attach.exec();
    // BEGIN IMMEDIATE opens it for writing too, and for two databases SQLite
    // would write a super-journal, which nobody removes after a crash.
    connection.exec("PRAGMA staging.journal_mode = OFF");
    // Rows that replace others of the same key may be referred to.
    if (options_.if_exists == IfExists::kReplace) {
      connection.exec("PRAGMA foreign_keys = OFF");
    }
    connection.exec("BEGIN IMMEDIATE");
    // The tables of a run may refer to each other, whatever their order.
    connection.exec("PRAGMA defer_foreign_keys = ON");
    is_open_ = true;
  });
}

SqlLanding::~SqlLanding() {
  roll_back();
  (void)database_.connection().tryExec("DETACH staging");
}

std::vector<MovedRows> SqlLanding::land(
    const std::vector<StagedTable>& tables) {
  return database_.attempt([&] {
    watch_keys(tables);
    for (const auto& [task, rows] : tables) prepare(task);
    std::vector<MovedRows> moved = move_tables(database_, tables);
    if (!is_given_up(tables, moved)) finish(tables);
    return moved;
  });
}

// Where keys are not told from the rows that are moved alone.
void SqlLanding::watch_keys(const std::vector<StagedTable>& tables) {
  std::vector<std::string> existing;
  bool is_plain = true;
  for (const auto& [task, rows] : tables) {
    if (!task.existing) continue;
    existing.push_back(task.schema.table);
    is_plain &=
        task.if_exists == IfExists::kAppend && only_inserts(database_, task);
  }
  if (is_plain) return;
  referring_.emplace(database_);
  referring_->watch(existing);
  if (options_.if_exists == IfExists::kReplace) return;
  if (std::any_of(tables.begin(), tables.end(), [&](const StagedTable& table) {
        return table.task.existing && reaches_others(database_, table.task);
      })) {
    referring_->watch_all();
  }
  // Of rows that replace others, SQLite may count keys wrong in any case.
  if (!referring_->had_broken() &&
      options_.on_conflict != OnConflict::kReplace) {
    referring_.reset();
    return;
  }
  if (options_.if_exists != IfExists::kTruncate) return;
  for (const std::string& table : existing) referring_->forget(table);
}

// Throws ImportError if rows that are watched refer to others otherwise.
void SqlLanding::check_keys() {
  const std::optional<BrokenReference> broken = referring_->find_broken();
  if (!broken) return;
  const std::string child = "table " + quoted_for_message(broken->child);
  const std::string parent = quoted_for_message(broken->parent);
  if (broken->lacks_key) {
    throw ImportError({database_.name()},
                      child + " refers to " + parent +
                          ", and the new table has not the key for that; give "
                          "it one with --pk");
  }
  if (options_.if_exists == IfExists::kReplace) {
    throw ImportError({database_.name()}, child + " refers to rows of " +
                                              parent +
                                              " that the new table does not "
                                              "have");
  }
  throw ImportError(
      {database_.name()},
      "rows of " + child + " would refer to rows of " + parent +
          " that are not there" +
          (referring_->had_broken()
               ? "; the database has such rows already, as PRAGMA "
                 "foreign_key_check tells: mend those first"
               : ""));
}

void SqlLanding::prepare(const TableTask& task) {
  SQLite::Database& connection = database_.connection();
  if (!task.existing) {
    connection.exec(create_table_sql(task.schema));
    return;
  }
  if (task.if_exists == IfExists::kReplace) replace_table(task);
  if (task.if_exists == IfExists::kTruncate) {
    connection.exec("DELETE FROM " + main_name(task.schema.table));
  }
  for (const Column& column : task.new_columns) {
    connection.exec("ALTER TABLE " + main_name(task.schema.table) +
                    " ADD COLUMN " + column_sql(column));
  }
}

void SqlLanding::replace_table(const TableTask& task) {
  SQLite::Database& connection = database_.connection();
  Dependents dependents = dependents_of(database_, task.schema);
  if (options_.drops_unfit) give_up_unfit(database_, dependents);
  connection.exec("DROP TABLE " + main_name(task.existing->name));
  connection.exec(create_table_sql(task.schema));
  // Now those that rows are judged by; the others are made faster in the end.
  const auto constrains = [](const std::string& sql) {
    return sql.starts_with("CREATE UNIQUE");
  };
  for (std::string& sql : dependents.fit) {
    if (constrains(sql)) {
      connection.exec(sql);
    } else {
      dependents_.push_back(std::move(sql));
    }
  }
}

void SqlLanding::finish(const std::vector<StagedTable>& tables) {
  SQLite::Database& connection = database_.connection();
  for (const std::string& sql : dependents_) connection.exec(sql);
  for (const auto& [task, rows] : tables) {
    complete_table(database_, task.schema.table, options_);
  }
  if (referring_) check_keys();
}

void SqlLanding::roll_back() {
  if (is_open_) (void)database_.connection().tryExec("ROLLBACK");
  is_open_ = false;
}

void SqlLanding::commit() {
  database_.attempt([&] {
    SQLite::Database& connection = database_.connection();
    throw_if_interrupted();
    if (database_.has_moved()) {
      throw SystemError(database_.name(),
                        "was replaced or removed while the import ran");
    }
    connection.exec("COMMIT");
    is_open_ = false;
    // The import counts by now, whatever becomes of the rest.
    (void)connection.tryExec("DETACH staging");
    shrink_log(connection);
  });
}

}  // namespace csvimport
