#include "base/file_io.hpp"
#include "base/import_error.hpp"
#include "base/path.hpp"
#include "base/system_error.hpp"
#include "base/trace_file.hpp"
#include "foreign_keys/foreign_keys.hpp"
#include "import/import_ledger.hpp"
#include "import/import_run.hpp"
#include "import/kept_ids.hpp"
#include "import/target_checks.hpp"
#include "landing/behind_end.hpp"
#include "landing/in_place_landing.hpp"
#include "landing/rename_landing.hpp"
#include "landing/script_run.hpp"
#include "landing/sql_landing.hpp"
#include "target/indexes.hpp"
#include "target/target_changed.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

// How an import lands: what ImportRun does once all is staged.

namespace csvimport {

void ImportRun::land() {
  if (!staging_) return;  // all tables are left alone
  const TraceSpan span(job_.pipeline.trace, "land");
  note_landing();
  if (database_) {
    cut_behind_end(*database_);
    if (!land_in_place()) move_into(*database_);
    observer_.end_steps();
    if (job_.sync) confirm_commit();
  } else {
    land_as_new();
    observer_.end_steps();
  }
}

void ImportRun::note_landing() {
  observer_.advance_step(kLandingStep, std::nullopt);
}

// SQLite commits by removing its journal, which lasts when the folder is
// synced.
void ImportRun::confirm_commit() const {
  const TraceSpan span(job_.pipeline.trace, "sync");
  try {
    sync_folder(folder_of(target_));
  } catch (const SystemError& error) {
    spdlog::warn("{}; the import is done, but a power cut might undo it",
                 error.what());
  }
}

void ImportRun::check_is_unchanged(const TableImport& table,
                                   Connection& database) {
  if (find_table(database, table.inputs().name) != table.in_database()) {
    throw TargetChanged();
  }
}

// The tables themselves are as they were: the landing has seen to that.
void ImportRun::check_after(const SqlScript& script, Connection& database) {
  lookups_.check_are_unchanged_by(script.file, database);
  try {
    for (const TableImport& table : tables_) {
      if (!is_left_alone(table)) check(table);
    }
    check_parents(job_.table_options.foreign_keys, job_.landing,
                  imported_tables(), &database);
  } catch (const ImportError& error) {
    throw ImportError({script.file},
                      "changes what the import goes by, so that " +
                          std::string(error.what()) +
                          "; run it before the import: sqlite3 " + job_.target +
                          " < " + script.file);
  }
}

void ImportRun::move_into(Connection& database) {
  SqlLanding landing(database, staging_->path(), job_.landing, scripts_);
  std::vector<TableImport*> loaded;
  std::vector<TableTask> tasks;
  for (TableImport& table : tables_) {
    if (is_left_alone(table)) continue;
    check_is_unchanged(table, database);
    if (table.model() != nullptr) make_table(database, *table.model());
    loaded.push_back(&table);
    tasks.push_back(table.to_move());
  }
  lookups_.check_are_unchanged(database);
  landing.run_before(tasks);
  if (scripts_.before) check_after(*scripts_.before, database);
  lookups_.fill(database);
  const std::vector<MovedRows> moved = move_rows(landing, tasks);
  // What is left to do then is to tell which record it is.
  if (is_given_up(tasks, moved)) landing.roll_back();
  // Of tables before it, rows may not have been moved then.
  for (std::size_t i = 0; i < loaded.size(); ++i) {
    if (moved[i].refused.ends_import()) loaded[i]->land(moved[i]);
  }
  for (std::size_t i = 0; i < loaded.size(); ++i) loaded[i]->land(moved[i]);
  give_up_ids(database);
  // A trigger may have given texts other ids.
  check_keep_ids(parents_of_extracted(job_.values), imported_tables(),
                 IfExists::kAppend, &database);
  write_ledger(database);
  landing.run_after();
  finish_rejects();
  note_landing();
  commit(landing);
  replacements_.warn(database);
}

std::vector<MovedRows> ImportRun::move_rows(
    SqlLanding& landing, const std::vector<TableTask>& tasks) const {
  const TraceSpan span(job_.pipeline.trace, "move rows");
  return landing.land(tasks);
}

void ImportRun::commit(SqlLanding& landing) const {
  const TraceSpan span(job_.pipeline.trace, "commit");
  landing.commit();
}

bool ImportRun::land_in_place() {
  if (!may_land_in_place_) return false;
  if (std::any_of(tables_.begin(), tables_.end(), [](const TableImport& table) {
        return table.needs_move();
      })) {
    log_landing_by_sql("SQLite is to judge them");
    return false;
  }
  InPlaceLanding landing(target_, job_.target, job_.landing.timeout_ms,
                         job_.pipeline.trace);
  std::vector<TableTask> tasks;
  for (TableImport& table : tables_) {
    check_is_unchanged(table, landing.connection());
    tasks.push_back(table.to_move());
  }
  const std::string obstacle = landing.land(tasks, *staging_, job_.landing);
  if (!obstacle.empty()) {
    log_landing_by_sql(obstacle);
    return false;
  }
  // It goes while the disk is busy, which then need not have it.
  staging_.reset();
  finish_rejects();
  note_landing();
  landing.commit();
  return true;
}

void ImportRun::land_as_new() {
  const bool needs_move =
      std::any_of(tables_.begin(), tables_.end(),
                  [](const TableImport& table) { return table.needs_move(); });
  check_moves();
  if (!needs_move) {
    complete_tables();
    finish_rejects();
    note_landing();
    put_in_place(*staging_);
    return;
  }
  StagingFile assembled(target_);
  {
    Connection database = open_scratch(assembled.path(), job_.target);
    // Models may have foreign keys.
    if (models_) database.database().exec("PRAGMA foreign_keys = ON");
    move_into(database);
  }
  put_in_place(assembled);
}

void ImportRun::put_in_place(StagingFile& database) {
  if (job_.landing.wal) database.write_wal_mode();
  land_as_new_database(database, target_, job_.sync, job_.pipeline.trace);
}

// Of tables that are final as they are, SQL cannot tell which records their
// rows are of, should some refer to nothing, or break what a model declares.
void ImportRun::check_moves() const {
  if (job_.table_options.foreign_keys.empty() && !models_) return;
  const auto moved = std::count_if(
      tables_.begin(), tables_.end(),
      [](const TableImport& table) { return table.needs_move(); });
  const bool moves_some =
      moved > 0 && static_cast<std::size_t>(moved) < tables_.size();
  if (moves_some) throw MustMoveAll();
}

// Makes what the user wants beside the rows.
void ImportRun::complete_tables() {
  const bool has_keys = !job_.table_options.foreign_keys.empty();
  const LandingOptions& landing = job_.landing;
  if (landing.indexes.empty() && landing.search_columns.empty() &&
      !landing.analyze && !has_keys && !job_.values.extracts() &&
      !scripts_.after && !job_.once && !job_.tail) {
    return;
  }
  const StepObserver on_step = [this](const std::string& step,
                                      std::optional<double> part) {
    observer_.advance_step(step, part);
  };
  Connection database = open_scratch(staging_->path(), job_.target);
  lookups_.fill(database);
  give_up_ids(database);
  if (has_keys && database.translate(
                      [&] { return has_broken_keys(database.database()); })) {
    throw MustMoveAll();
  }
  for (const TableImport& table : tables_) {
    complete_table(database, table.schema().table, landing, on_step);
  }
  write_ledger(database);
  if (scripts_.after) run_alone(database, *scripts_.after);
}

void ImportRun::write_ledger(Connection& database) const {
  std::vector<const TableImport*> landed;
  for (const TableImport& table : tables_) {
    if (!is_left_alone(table)) landed.push_back(&table);
  }
  csvimport::write_ledger(job_, landed, database);
}

// Removes texts from lookup tables that came with nothing but records that are
// no rows now.
void ImportRun::give_up_ids(Connection& database) {
  bool has_all_rows = true;
  std::vector<TableSchema> schemas;
  for (const TableImport& table : tables_) {
    if (is_left_alone(table)) continue;
    has_all_rows &= table.summary().rows == table.summary().records;
    schemas.push_back(table.schema());
  }
  if (!has_all_rows) lookups_.remove_unused(database, schemas);
}

}  // namespace csvimport
