#include "landing/sql_landing.hpp"

#include "base/import_error.hpp"
#include "base/interrupt.hpp"
#include "base/loss_warning.hpp"
#include "base/message_text.hpp"
#include "base/system_error.hpp"
#include "foreign_keys/parent_order.hpp"
#include "landing/keyless_rows.hpp"
#include "landing/script_run.hpp"
#include "pages/new_database.hpp"
#include "schema/names.hpp"
#include "target/catalog.hpp"
#include "target/dependents.hpp"
#include "target/indexes.hpp"
#include "target/schema_queries.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <spdlog/spdlog.h>
#include <sqlite3.h>

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>

namespace csvimport {
namespace {

// In KiB: what goes in order needs few pages, and finds them faster then. It is
// also what SQLite sorts in, for a CREATE INDEX, and that is faster in the
// caches of a processor; both by measurement.
constexpr int kCacheSize = 4 * 1024;

// Has SQLite empty its log, so that it does not stay as large as the import.
// Readers may be in the way; then it is used again from its start later.
void shrink_log(const Connection& connection, SQLite::Database& database) {
  sqlite3_busy_handler(database.getHandle(), nullptr, nullptr);
  const int code =
      sqlite3_wal_checkpoint_v2(database.getHandle(), "main",
                                SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  if (code == SQLITE_OK || code == SQLITE_BUSY || code == SQLITE_LOCKED) return;
  spdlog::warn("{}: all is imported, but stays in its -wal file: {}",
               connection.name(), sqlite3_errmsg(database.getHandle()));
}

// Whether a change of the table's rows may change those of others.
bool reaches_others(Connection& connection, const TableTask& task) {
  return task.in_database->has_triggers ||
         acts_on_others(connection.database(), task.schema.table);
}

// The order in which the tables get their rows: a row that goes, for one that
// takes its place, may take along those that refer to it.
std::vector<std::size_t> landing_order(Connection& connection,
                                       const std::vector<TableTask>& tasks,
                                       bool own_keys_only) {
  std::vector<std::string> tables;
  tables.reserve(tasks.size());
  for (const TableTask& task : tasks) tables.push_back(task.schema.table);
  if (!own_keys_only) return parents_first(connection.database(), tables);
  std::vector<std::size_t> order(tables.size());
  std::iota(order.begin(), order.end(), 0);
  return order;
}

// Whether the table is still what it was planned for. That it takes all records
// by now does no harm.
bool is_as_planned(std::optional<TargetTable> now, const TableTask& task) {
  if (now && task.in_database && !task.in_database->is_plain) {
    now->is_plain = false;
  }
  return now == task.in_database;
}

// What was done to the table since it was planned for; "" if nothing was.
std::string change_of(Connection& connection, const TableTask& task) {
  try {
    auto now = find_table(connection, task.schema.table);
    if (is_as_planned(now, task)) return "";
    if (!task.in_database) return "creates";
    if (!now) return "drops or renames";
    now->references = task.in_database->references;
    return is_as_planned(now, task)
               ? "takes away what a foreign key refers to of"
               : "alters";
  } catch (const ImportError&) {  // a view, say, has its name
    return "makes something else of";
  }
}

}  // namespace

SqlLanding::SqlLanding(Connection& connection, const std::string& staging_path,
                       const LandingOptions& options,
                       const LandingScripts& scripts)
    : connection_(connection),
      options_(options),
      scripts_(scripts),
      referring_(connection.database()),
      side_effects_(connection),
      child_indexes_(connection.database()) {
  connection_.translate([&] {
    SQLite::Database& database = connection_.database();
    database.exec("PRAGMA cache_size = -" + std::to_string(kCacheSize));
    SQLite::Statement attach(database, "ATTACH ?1 AS staging");
    attach.bind(1, uri_without_locks(staging_path));
    attach.exec();
    // BEGIN IMMEDIATE opens it for writing too, and for two databases SQLite
    // would write a super-journal, which nobody removes after a crash.
    database.exec("PRAGMA staging.journal_mode = OFF");
    // Rows that replace others of the same key may be referred to.
    if (options_.if_exists == IfExists::kReplace) {
      database.exec("PRAGMA foreign_keys = OFF");
    } else if (scripts_.has_any()) {
      database.exec("PRAGMA foreign_keys = ON");
    }
    database.exec("BEGIN IMMEDIATE");
    // The tables of a run may refer to each other, whatever their order.
    database.exec("PRAGMA defer_foreign_keys = ON");
    is_open_ = true;
  });
}

SqlLanding::~SqlLanding() {
  roll_back();
  (void)connection_.database().tryExec("DETACH staging");
}

std::vector<MovedRows> SqlLanding::land(const std::vector<TableTask>& tasks) {
  return connection_.translate([&] {
    make_new(tasks);
    const bool own_keys_only =
        options_.if_exists == IfExists::kReplace ||
        std::all_of(tasks.begin(), tasks.end(), [&](const TableTask& task) {
          return opens_own_keys_only(connection_, task);
        });
    const std::vector<std::size_t> order =
        landing_order(connection_, tasks, own_keys_only);
    watch_keys(tasks, own_keys_only);
    if (options_.if_exists == IfExists::kTruncate) {
      side_effects_.watch_emptying(tasks);
    }
    prepare(tasks);
    // Else keys are off.
    if (options_.if_exists != IfExists::kReplace) {
      side_effects_.watch_moves(tasks, order);
    }
    for (const TableTask& task : tasks) {
      make_unique_indexes(connection_, task.schema.table, task.new_keys);
    }
    std::vector<MovedRows> moved = move_in_rounds(
        connection_, tasks, order, own_keys_only, referring_, child_indexes_);
    if (!is_given_up(tasks, moved)) {
      for (std::string& effect : side_effects_.take(tasks, moved)) {
        warnings_.push_back(std::move(effect));
      }
      for (const TableTask& task : tasks) {
        std::string keyless = keyless_rows(connection_.database(), task);
        if (!keyless.empty()) warnings_.push_back(std::move(keyless));
      }
      finish(tasks);
    }
    return moved;
  });
}

void SqlLanding::run_before(const std::vector<TableTask>& tasks) {
  if (!scripts_.has_any()) return;
  connection_.translate([&] {
    // Nobody knows what scripts reach.
    referring_.watch_all();
    if (!scripts_.before) return;
    for (const ScriptStatement& statement : scripts_.before->statements) {
      run_statement(connection_, scripts_.before->file, statement);
      if (statement.changes_schema()) check_left_alone(tasks, statement);
    }
  });
}

void SqlLanding::check_left_alone(const std::vector<TableTask>& tasks,
                                  const ScriptStatement& statement) {
  for (const TableTask& task : tasks) {
    const std::string does = change_of(connection_, task);
    if (does.empty()) continue;
    const std::string& file = scripts_.before->file;
    throw ImportError({file, statement.line},
                      does + " table " + quoted_for_message(task.schema.table) +
                          ", which the import is for; run it before the "
                          "import: sqlite3 " +
                          connection_.name() + " < " + file);
  }
}

void SqlLanding::run_after() {
  connection_.translate([&] {
    if (scripts_.after) {
      for (const ScriptStatement& statement : scripts_.after->statements) {
        run_statement(connection_, scripts_.after->file, statement);
      }
    }
    if (referring_.is_watching()) check_keys();
    if (scripts_.after) check_closes_keys(connection_, *scripts_.after);
  });
}

void SqlLanding::make_new(const std::vector<TableTask>& tasks) {
  for (const TableTask& task : tasks) {
    if (task.in_database) continue;
    connection_.database().exec(create_table_sql(task.schema));
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
        return task.in_database && reaches_others(connection_, task);
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
    throw ImportError({connection_.name()},
                      child + " refers to " + parent +
                          ", and the new table has not the key for that; give "
                          "it one with --pk or --unique");
  }
  if (options_.if_exists == IfExists::kReplace) {
    throw ImportError({connection_.name()}, child + " refers to rows of " +
                                                parent +
                                                " that the new table does not "
                                                "have");
  }
  throw ImportError(
      {connection_.name()},
      "rows of " + child + " would refer to rows of " + parent +
          " that are not there" +
          (referring_.had_broken()
               ? "; the database has such rows already, as PRAGMA "
                 "foreign_key_check tells: mend those first"
               : ""));
}

void SqlLanding::prepare(const std::vector<TableTask>& tasks) {
  if (options_.if_exists == IfExists::kReplace) return replace_tables(tasks);
  SQLite::Database& database = connection_.database();
  for (const TableTask& task : tasks) {
    if (!task.in_database) continue;
    if (options_.if_exists == IfExists::kTruncate) {
      note_emptied(task);
      child_indexes_.make_for_removal(task.schema.table);
      database.exec("DELETE FROM " + main_name(task.schema.table));
    }
    for (const Column& column : task.new_columns) {
      database.exec("ALTER TABLE " + main_name(task.schema.table) +
                    " ADD COLUMN " + column_sql(column));
    }
  }
}

// That a table's rows go and none come, as the input was cut short, say.
void SqlLanding::note_emptied(const TableTask& task) {
  if (task.rows > 0) return;
  const std::int64_t rows =
      connection_.database()
          .execAndGet("SELECT count(*) FROM " + main_name(task.schema.table))
          .getInt64();
  if (rows == 0) return;
  warnings_.push_back("table " + quoted_for_message(task.schema.table) +
                      " had " +
                      counted(static_cast<std::uint64_t>(rows), "row") +
                      ", which are gone, and none came");
}

void SqlLanding::replace_tables(const std::vector<TableTask>& tasks) {
  SQLite::Database& database = connection_.database();
  std::vector<TableSchema> replaced;
  for (const TableTask& task : tasks) {
    if (!task.in_database) continue;
    note_emptied(task);
    replaced.push_back(task.schema);
  }
  Dependents dependents = dependents_of(connection_, replaced);
  // They may have come only now.
  if (!options_.drops_unfit) check_fit(connection_, dependents, replaced);
  give_up_unfit(connection_, dependents);
  for (const TableSchema& table : replaced) {
    database.exec("DROP TABLE " + main_name(table.table));
    database.exec(create_table_sql(table));
  }
  // Now those that rows are judged by; the others are made faster in the end.
  // But their names are known only when they are there.
  const bool makes_keys =
      std::any_of(tasks.begin(), tasks.end(),
                  [](const TableTask& task) { return !task.new_keys.empty(); });
  for (std::string& sql : dependents.fit) {
    if (sql.starts_with("CREATE UNIQUE") ||
        (makes_keys && sql.starts_with("CREATE INDEX"))) {
      database.exec(sql);
    } else {
      dependents_.push_back(std::move(sql));
    }
  }
}

void SqlLanding::finish(const std::vector<TableTask>& tasks) {
  child_indexes_.drop();
  SQLite::Database& database = connection_.database();
  if (!dependents_.empty()) tasks.front().on_step(kLandingStep, std::nullopt);
  for (const std::string& sql : dependents_) database.exec(sql);
  for (const TableTask& task : tasks) {
    complete_table(connection_, task.schema.table, options_, task.on_step);
  }
}

// After a failed write SQLite only lets go of the database: who reads it next
// rolls it back by its journal ("Atomic Commit In SQLite", section 4).
void SqlLanding::roll_back() {
  if (!is_open_) return;
  SQLite::Database& database = connection_.database();
  const bool had_failed = database.tryExec("ROLLBACK") != SQLITE_OK;
  if (had_failed) {
    (void)database.tryExec("SELECT count(*) FROM main.sqlite_schema");
  }
  is_open_ = false;
}

void SqlLanding::commit() {
  connection_.translate([&] {
    SQLite::Database& database = connection_.database();
    throw_if_interrupted();
    if (connection_.has_moved()) {
      throw SystemError(connection_.name(),
                        "was replaced or removed while the import ran");
    }
    database.exec("COMMIT");
    is_open_ = false;
    for (const std::string& warning : warnings_) {
      warn_of_loss(connection_.name() + ": " + warning);
    }
    // The import counts by now, whatever becomes of the rest.
    (void)database.tryExec("DETACH staging");
    shrink_log(connection_, database);
  });
}

}  // namespace csvimport
