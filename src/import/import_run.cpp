#include "import/import_run.hpp"

#include "base/file_io.hpp"
#include "base/import_error.hpp"
#include "base/interrupt.hpp"
#include "base/path.hpp"
#include "base/system_error.hpp"
#include "import/target_checks.hpp"
#include "input/input.hpp"
#include "landing/duplicate_keys.hpp"
#include "landing/rename_landing.hpp"
#include "load/inspection.hpp"
#include "load/load_table.hpp"
#include "target/indexes.hpp"
#include "target/target_changed.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace csvimport {
namespace {

bool adds_rows(IfExists if_exists) {
  return if_exists == IfExists::kAppend || if_exists == IfExists::kTruncate;
}

bool adds_up(const TableSummary& summary) {
  std::uint64_t left = summary.records;
  for (const std::uint64_t part :
       {summary.rows, summary.updated, summary.ignored, summary.rejected}) {
    if (part > left) return false;
    left -= part;
  }
  return left == 0;
}

}  // namespace

ImportRun::ImportRun(const ImportJob& job, const std::string& target,
                     bool lands, ImportObserver& observer)
    : job_(job),
      target_(target),
      lands_(lands),
      observer_(observer),
      path_(job.path) {
  for (const std::string& input : job.inputs) check_readable(input);
  for (TableInputs& inputs : tables_of(job)) {
    tables_.emplace_back().inputs = std::move(inputs);
  }
  if (lands) look_at_target();
  rejects_.emplace(job.errors, job.inputs.size(), job.sync);
}

void ImportRun::look_at_target() {
  if (is_new_database(target_)) return;
  database_.emplace(target_, job_.target, TargetDatabase::Kind::kShared,
                    job_.landing.timeout_ms);
  encoding_ = database_->encoding();
  // The workers only write UTF-8.
  if (encoding_ != "UTF-8") path_ = LoadPath::kConventional;
  for (Table& table : tables_) {
    table.in_database = database_->find_table(table.inputs.name);
    if (table.in_database) check_may_exist(job_, *table.in_database);
    if (adds_rows(job_.landing.if_exists)) table.existing = table.in_database;
  }
}

void ImportRun::open(Table& table) {
  if (table.in_database && job_.landing.if_exists == IfExists::kSkip) return;
  table.import = std::make_unique<TableImport>(
      job_, table.inputs.name, table.inputs.paths, table.existing,
      table.in_database && !table.in_database->is_plain, path_,
      database_.has_value(), *rejects_, observer_);
  const TableSchema& schema = table.import->schema();
  table.conflict_key = conflict_key(job_, table.inputs, table.existing, schema);
  if (table.existing) {
    check_new_columns(job_, *database_, *table.existing,
                      table.import->added_columns());
  }
  if (table.existing && are_all_in_database()) {
    check_takes_rows(job_, *database_, *table.existing, schema,
                     table.conflict_key);
  }
  // What depends on several of them is judged by all.
  if (database_ && &table == &tables_.back()) {
    check_dependents(job_, *database_, replacing_tables());
  }
}

// A table that is to be made may be one that others refer to.
bool ImportRun::are_all_in_database() const {
  return std::all_of(tables_.begin(), tables_.end(), [](const Table& table) {
    return table.in_database.has_value();
  });
}

// Those that take the place of others.
std::vector<TableSchema> ImportRun::replacing_tables() const {
  std::vector<TableSchema> schemas;
  for (const Table& table : tables_) {
    if (job_.landing.if_exists != IfExists::kReplace) break;
    if (table.in_database) schemas.push_back(table.import->schema());
  }
  return schemas;
}

void ImportRun::stage() {
  for (Table& table : tables_) {
    open(table);
    if (!table.import) continue;
    if (!staging_) {
      const bool is_moved = database_ && !job_.temp_folder.empty();
      staging_.emplace(
          target_, is_moved ? plain_path(job_.temp_folder) : folder_of(target_),
          encoding_);
    }
    table.import->run(
        [&](const LoadContext& context) { return load(context); });
    build_key_of(table);
  }
}

LoadOutcome ImportRun::load(const LoadContext& context) {
  return load_table(context, path_, job_.sync, *staging_);
}

void ImportRun::build_key_of(Table& table) {
  const TableSchema& staged = table.import->staged();
  if (staged.primary_key.empty() || rowid_column(staged)) return;
  const auto build = [&] {
    TargetDatabase database = scratch(*staging_);
    table.has_key = build_key(database, staged.table);
  };
  build();
  if (!table.has_key && refuses_keys_only(table)) {
    leave_duplicates_out(table);
    build();
  }
  if (!table.has_key) table.import->set_staged();
}

bool ImportRun::refuses_keys_only(const Table& table) const {
  return lands_ && !table.in_database &&
         job_.landing.on_conflict == OnConflict::kAbort;
}

// One by one, rows would take long to find their places in the key's index.
void ImportRun::leave_duplicates_out(Table& table) {
  const TableSchema& staged = table.import->staged();
  RefusedRecords refused;
  {
    TargetDatabase database = scratch(*staging_);
    refused =
        find_duplicate_keys(database, "main", staged, table.import->schema());
  }
  if (!job_.errors.skip) {
    table.import->take_refused(refused, inspect_table);
    fail_changed();
  }
  staging_->drop_table(staged);
  table.import->load_without(
      refused, [&](const LoadContext& context) { return load(context); });
}

void ImportRun::fail_changed() const {
  throw ImportError({subject()}, "changed while it was read; import it again");
}

void ImportRun::inspect() {
  for (Table& table : tables_) {
    open(table);
    if (table.import) table.import->inspect(inspect_table);
  }
  finish_rejects();
}

void ImportRun::sync_scratch() {
  finish_rejects();
  if (job_.sync && staging_) sync_file(staging_->fd(), staging_->path());
}

std::string ImportRun::subject() const {
  if (job_.inputs.size() > 1) return job_.target;
  return job_.inputs.front() == "-" ? "stdin" : job_.inputs.front();
}

void ImportRun::finish_rejects() {
  std::uint64_t records = 0;
  for (const Table& table : tables_) {
    if (table.import) records += table.import->summary().records;
  }
  rejects_->finish(records, subject());
  throw_if_interrupted();
}

void ImportRun::land() {
  if (!staging_) return;  // all tables are left alone
  if (database_) {
    land_by_sql(*database_, *staging_);
    if (job_.sync) confirm_commit();
  } else {
    land_as_new();
  }
}

// SQLite commits by removing its journal, which lasts when the folder is
// synced.
void ImportRun::confirm_commit() const {
  try {
    sync_folder(folder_of(target_));
  } catch (const SystemError& error) {
    spdlog::warn("{}; the import is done, but a power cut might undo it",
                 error.what());
  }
}

TableTask ImportRun::task_for(const Table& table) const {
  TableTask task;
  task.staged = table.import->staged();
  task.schema = table.import->schema();
  task.staged_is_sound = table.has_key;
  task.in_database = table.in_database;
  task.new_columns = table.import->added_columns();
  task.if_exists = job_.landing.if_exists;
  // Past SQLite, keys that are there twice do not get into a final table.
  if (table.import->is_staged()) task.on_conflict = job_.landing.on_conflict;
  task.key = table.conflict_key;
  task.skips_bad_records = job_.errors.skip;
  return task;
}

void ImportRun::check_is_unchanged(const Table& table,
                                   TargetDatabase& database) const {
  if (database.find_table(table.inputs.name) != table.in_database) {
    throw TargetChanged();
  }
}

void ImportRun::land_by_sql(TargetDatabase& database, const StagingFile& from) {
  SqlLanding landing(database, from.path(), job_.landing);
  std::vector<StagedTable> staged;
  for (Table& table : tables_) {
    if (!table.import) continue;
    check_is_unchanged(table, database);
    staged.push_back({task_for(table), table.import->summary().rows});
  }
  std::vector<MovedRows> moved = landing.land(staged);
  // What is left to do then is to tell which record it is.
  if (is_given_up(staged, moved)) landing.roll_back();
  std::size_t next = 0;
  for (Table& table : tables_) {
    if (table.import) take_moved(table, moved[next++]);
  }
  finish_rejects();
  landing.commit();
}

void ImportRun::take_moved(Table& table, MovedRows& moved) {
  TableSummary& summary = table.import->summary();
  if (moved.refused.size() > 0) {
    table.import->take_refused(moved.refused, inspect_table);
    if (!job_.errors.skip || moved.refused.ends_import()) fail_changed();
  }
  summary.rows = moved.inserted;
  summary.updated = moved.updated;
  summary.ignored = moved.ignored;
  if (!adds_up(summary)) {
    // If records were read twice, they may be others now.
    if (moved.refused.size() > 0) fail_changed();
    throw std::logic_error(
        std::to_string(summary.records) +
        " records were read, but not all of them accounted for; please report "
        "this");
  }
}

TargetDatabase ImportRun::scratch(const StagingFile& file) const {
  return {file.path(), job_.target, TargetDatabase::Kind::kScratch, 0};
}

void ImportRun::land_as_new() {
  const bool is_staged =
      std::any_of(tables_.begin(), tables_.end(), [](const Table& table) {
        return table.import && table.import->is_staged();
      });
  if (is_staged) {
    StagingFile assembled(target_);
    {
      TargetDatabase database = scratch(assembled);
      land_by_sql(database, *staging_);
    }
    land_as_new_database(assembled, target_, job_.sync);
    return;
  }
  if (!job_.landing.indexes.empty() || job_.landing.analyze) {
    TargetDatabase database = scratch(*staging_);
    for (const Table& table : tables_) {
      complete_table(database, table.import->schema().table, job_.landing);
    }
  }
  finish_rejects();
  land_as_new_database(*staging_, target_, job_.sync);
}

ImportSummary ImportRun::summary() {
  ImportSummary summary;
  summary.target = job_.target;
  for (Table& table : tables_) {
    TableSummary& one = summary.tables.emplace_back();
    if (table.import) one = table.import->summary();
    one.existed = table.in_database.has_value();
    one.if_exists = job_.landing.if_exists;
    if (table.import) continue;
    one.inputs = table.inputs.paths;
    one.schema.table = table.in_database->name;
    one.is_skipped = true;
  }
  return summary;
}

}  // namespace csvimport
