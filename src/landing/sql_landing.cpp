#include "landing/sql_landing.hpp"

#include "base/import_error.hpp"
#include "base/interrupt.hpp"
#include "base/message_text.hpp"
#include "base/system_error.hpp"
#include "schema/names.hpp"
#include "target/dependents.hpp"
#include "target/indexes.hpp"
#include "target/schema_queries.hpp"

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

// Whether a change of the table's rows may change those of others.
bool reaches_others(TargetDatabase& database, const TableTask& task) {
  return task.in_database->has_triggers ||
         acts_on_others(database.connection(), task.schema.table);
}

}  // namespace

SqlLanding::SqlLanding(TargetDatabase& database,
                       const std::string& staging_path,
                       const LandingOptions& options)
    : database_(database),
      options_(options),
      referring_(database),
      child_indexes_(database) {
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

std::vector<MovedRows> SqlLanding::land(const std::vector<TableTask>& tasks) {
  return database_.attempt([&] {
    make_new(tasks);
    const bool own_keys_only =
        options_.if_exists == IfExists::kReplace ||
        std::all_of(tasks.begin(), tasks.end(), [&](const TableTask& task) {
          return opens_own_keys_only(database_, task);
        });
    watch_keys(tasks, own_keys_only);
    prepare(tasks);
    std::vector<MovedRows> moved = move_in_passes(
        database_, tasks, own_keys_only, referring_, child_indexes_);
    if (!is_given_up(tasks, moved)) finish(tasks);
    return moved;
  });
}

void SqlLanding::make_new(const std::vector<TableTask>& tasks) {
  for (const TableTask& task : tasks) {
    if (task.in_database) continue;
    database_.connection().exec(create_table_sql(task.schema));
  }
}

// Where keys are not told from the rows that are moved alone.
void SqlLanding::watch_keys(const std::vector<TableTask>& tasks,
                            bool own_keys_only) {
  if (own_keys_only && options_.if_exists == IfExists::kAppend) return;
  std::vector<std::string> existing;
  for (const TableTask& task : tasks) {
    if (task.in_database) existing.push_back(task.schema.table);
  }
  if (existing.empty()) return;
  referring_.watch(existing);
  if (options_.if_exists == IfExists::kReplace) return;
  if (std::any_of(tasks.begin(), tasks.end(), [&](const TableTask& task) {
        return task.in_database && reaches_others(database_, task);
      })) {
    referring_.watch_all();
  }
  if (options_.if_exists != IfExists::kTruncate) return;
  for (const std::string& table : existing) referring_.forget(table);
}

// Throws ImportError if rows that are watched refer to others otherwise.
void SqlLanding::check_keys() {
  const std::optional<BrokenReference> broken = referring_.find_broken();
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
          (referring_.had_broken()
               ? "; the database has such rows already, as PRAGMA "
                 "foreign_key_check tells: mend those first"
               : ""));
}

void SqlLanding::prepare(const std::vector<TableTask>& tasks) {
  if (options_.if_exists == IfExists::kReplace) return replace_tables(tasks);
  SQLite::Database& connection = database_.connection();
  for (const TableTask& task : tasks) {
    if (!task.in_database) continue;
    if (options_.if_exists == IfExists::kTruncate) {
      child_indexes_.make_for_removal(task.schema.table);
      connection.exec("DELETE FROM " + main_name(task.schema.table));
    }
    for (const Column& column : task.new_columns) {
      connection.exec("ALTER TABLE " + main_name(task.schema.table) +
                      " ADD COLUMN " + column_sql(column));
    }
  }
}

void SqlLanding::replace_tables(const std::vector<TableTask>& tasks) {
  SQLite::Database& connection = database_.connection();
  std::vector<TableSchema> replaced;
  for (const TableTask& task : tasks) {
    if (task.in_database) replaced.push_back(task.schema);
  }
  Dependents dependents = dependents_of(database_, replaced);
  // They may have come only now.
  if (!options_.drops_unfit) check_fit(database_, dependents, replaced);
  give_up_unfit(database_, dependents);
  for (const TableSchema& table : replaced) {
    connection.exec("DROP TABLE " + main_name(table.table));
    connection.exec(create_table_sql(table));
  }
  // Now those that rows are judged by; the others are made faster in the end.
  for (std::string& sql : dependents.fit) {
    if (sql.starts_with("CREATE UNIQUE")) {
      connection.exec(sql);
    } else {
      dependents_.push_back(std::move(sql));
    }
  }
}

void SqlLanding::finish(const std::vector<TableTask>& tasks) {
  child_indexes_.drop();
  SQLite::Database& connection = database_.connection();
  for (const std::string& sql : dependents_) connection.exec(sql);
  for (const TableTask& task : tasks) {
    complete_table(database_, task.schema.table, options_);
  }
  if (referring_.is_watching()) check_keys();
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
