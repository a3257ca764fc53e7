#include "import/import_run.hpp"

#include "base/file_io.hpp"
#include "base/file_locks.hpp"
#include "base/import_error.hpp"
#include "base/interrupt.hpp"
#include "base/message_text.hpp"
#include "base/path.hpp"
#include "base/system_error.hpp"
#include "foreign_keys/foreign_keys.hpp"
#include "import/followed_inputs.hpp"
#include "import/import_ledger.hpp"
#include "import/kept_ids.hpp"
#include "import/plain_ids.hpp"
#include "import/table_models.hpp"
#include "import/target_checks.hpp"
#include "import/unchecked_rules.hpp"
#include "input/input_paths.hpp"
#include "landing/rename_landing.hpp"
#include "landing/script_run.hpp"
#include "landing/sql_landing.hpp"
#include "target/dependents.hpp"
#include "target/indexes.hpp"
#include "target/table_trees.hpp"
#include "target/target_changed.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace csvimport {

void ImportRun::start(bool lands) {
  for (const std::string& input : job_.inputs) check_readable(input);
  std::vector<TableInputs> tables = tables_of(job_);
  lands_ = lands;
  if (lands && !is_new_database(target_)) open_target();
  if (database_) lookups_.read(*database_);
  const Destination destination = database_    ? Destination::kDatabase
                                  : !lands     ? Destination::kNowhere
                                  : moves_all_ ? Destination::kMoved
                                               : Destination::kNewDatabase;
  std::vector<std::optional<TargetTable>> in_database;
  in_database.reserve(tables.size());
  for (const TableInputs& inputs : tables) {
    in_database.push_back(find_in_database(inputs.name));
  }
  // The workers only write UTF-8.
  const LoadPath path =
      encoding_ == "UTF-8" ? job_.path : LoadPath::kConventional;
  rejects_.emplace(job_.errors, job_.inputs.size(), job_.sync);
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const TableModel* const model =
        find_model(job_, tables[i], in_database[i], models_);
    tables_.emplace_back(job_, std::move(tables[i]), std::move(in_database[i]),
                         model, destination, path, lookups_, *rejects_,
                         observer_);
  }
}

void ImportRun::open_target() {
  if (!may_be_locked(target_)) {
    throw SystemError(job_.target,
                      "its file system has no locks, which SQLite needs; "
                      "import into a copy on another one");
  }
  database_.emplace(target_, job_.target, Connection::Kind::kShared,
                    job_.landing.timeout_ms);
  encoding_ = database_->encoding();
  if (job_.landing.wal) warn_of_idle_wal(*database_);
}

std::optional<TargetTable> ImportRun::find_in_database(
    const std::string& table) {
  if (!database_) return std::nullopt;
  std::optional<TargetTable> found = find_table(*database_, table);
  if (found) check_may_exist(job_, *found);
  return found;
}

Connection& ImportRun::catalog_of(const TableImport& table) {
  return table.model() != nullptr ? models_->connection() : *database_;
}

bool ImportRun::is_left_alone(const TableImport& table) const {
  return table.in_database() && job_.landing.if_exists == IfExists::kSkip;
}

// A table that takes the place of another.
bool ImportRun::replaces(const TableImport& table) const {
  return table.in_database() && job_.landing.if_exists == IfExists::kReplace;
}

void ImportRun::check(const TableImport& table) {
  if (table.existing()) {
    check_new_columns(job_, catalog_of(table), *table.existing(),
                      table.added_columns());
  }
  if (table.existing() && (table.model() != nullptr || are_all_in_database())) {
    check_takes_rows(job_, catalog_of(table), *table.existing(), table.schema(),
                     table.conflict_key());
  }
  if (replaces(table)) {
    replacements_.check(*database_, *table.in_database(), table.schema());
  }
  check_search(job_, database_ ? &*database_ : nullptr, table.schema(),
               table.existing());
  // What depends on several of them is judged by all.
  if (database_ && &table == &tables_.back()) {
    check_dependents(job_, *database_, replacing_tables());
  }
}

// A table that is to be made may be one that others refer to.
bool ImportRun::are_all_in_database() const {
  return std::all_of(
      tables_.begin(), tables_.end(),
      [](const TableImport& table) { return table.in_database().has_value(); });
}

std::vector<TableSchema> ImportRun::replacing_tables() const {
  std::vector<TableSchema> schemas;
  for (const TableImport& table : tables_) {
    if (replaces(table)) schemas.push_back(table.schema());
  }
  return schemas;
}

std::vector<ImportedTable> ImportRun::imported_tables() const {
  std::vector<ImportedTable> tables;
  for (const TableImport& table : tables_) {
    if (is_left_alone(table)) continue;
    tables.push_back({table.schema(), table.existing()});
  }
  return tables;
}

void ImportRun::open_tables() {
  if (!job_.opens_all_first()) return;
  for (TableImport& table : tables_) {
    if (!is_left_alone(table)) table.open();
  }
  const std::vector<ImportedTable> opened = imported_tables();
  if (opened.empty()) return;
  lookups_.forget_new();  // what was seen at the starts of inputs
  const WantedParents& wanted = job_.table_options.foreign_keys;
  check_children("--foreign-key", wanted, opened);
  const WantedParents extracted = parents_of_extracted(job_.values);
  check_children("--extract", extracted, opened);
  Connection* const database = database_ ? &*database_ : nullptr;
  check_keep_ids(extracted, opened, job_.landing.if_exists, database);
  if (!lands_) return;
  check_parents(wanted, job_.landing, opened, database);
}

void ImportRun::open(TableImport& table) {
  if (!job_.opens_all_first()) table.open();
  check(table);
  warn_of_search(job_, database_ ? &*database_ : nullptr, table.schema(),
                 table.existing());
  if (!table.existing() || table.model() != nullptr) return;
  note_plain_ids(table);
  table.compare_with_earlier_rows(*database_);
}

// What is meant is not known: numbers may be ids, or texts of digits.
void ImportRun::note_plain_ids(TableImport& table) {
  const std::string& name = table.existing()->name;
  for (const PlainIds& ids :
       plain_ids(job_, *database_, *table.existing(), table.schema())) {
    table.name_flag_for_texts(ids.column, ids.flag);
    spdlog::warn(
        "{}: column {} of table {} refers to ids of table {}, and the file's "
        "values are taken for such; {} takes them for texts, {} says that they "
        "are ids",
        job_.target,
        quoted_for_message(table.schema().columns[ids.column].name),
        quoted_for_message(name), quoted_for_message(ids.lookup), ids.flag,
        ids.flag_for_ids);
  }
}

void ImportRun::load() {
  open_tables();
  for (TableImport& table : tables_) {
    if (is_left_alone(table)) continue;
    open(table);
    plan_sorting(table);
    table.load(staging_file());
    if (job_.tail && !table.existing() && table.summary().records == 0) {
      throw InputsWait(table.inputs().paths);
    }
  }
}

void ImportRun::plan_sorting(TableImport& table) {
  if (!table.existing() || job_.merges) return;
  Connection& catalog = catalog_of(table);
  catalog.translate([&] {
    table.sort_entries_for(
        trees_of(catalog.database(), table.existing()->name));
  });
}

// What is to be renamed is made beside the target.
StagingFile& ImportRun::staging_file() {
  if (!staging_) {
    const bool may_be_elsewhere = database_ && !job_.temp_folder.empty();
    staging_.emplace(
        target_,
        may_be_elsewhere ? plain_path(job_.temp_folder) : folder_of(target_),
        encoding_);
    if (lands_ && !database_) check_can_land(*staging_, target_);
  }
  return *staging_;
}

void ImportRun::inspect() {
  open_tables();
  for (TableImport& table : tables_) {
    if (is_left_alone(table)) continue;
    open(table);
    table.inspect();
    if (table.model() != nullptr) {
      unchecked_[&table] =
          unchecked_rules(job_, catalog_of(table), table.existing(),
                          table.schema(), table.conflict_key());
    } else if (database_) {
      unchecked_[&table] =
          unchecked_rules(job_, *database_, table.in_database(), table.schema(),
                          table.conflict_key());
    }
  }
  const std::vector<TableSchema> replacing = replacing_tables();
  if (!replacing.empty()) {
    replacements_.warn(*database_);
    warn_of_unfit(*database_, dependents_of(*database_, replacing));
  }
  finish_rejects();
}

void ImportRun::throw_away() {
  finish_rejects();
  if (job_.sync && staging_) sync_file(staging_->fd(), staging_->path());
}

std::string ImportRun::subject() const {
  if (job_.inputs.size() > 1) return job_.target;
  return job_.inputs.front() == "-" ? "stdin" : job_.inputs.front();
}

void ImportRun::finish_rejects() {
  std::uint64_t records = 0;
  for (const TableImport& table : tables_) records += table.summary().records;
  rejects_->finish(records, subject());
  throw_if_interrupted();
}

void ImportRun::land() {
  if (!staging_) return;  // all tables are left alone
  note_landing();
  if (database_) {
    move_into(*database_);
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
  const std::vector<MovedRows> moved = landing.land(tasks);
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
  landing.commit();
  replacements_.warn(database);
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
  land_as_new_database(database, target_, job_.sync);
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

std::set<std::string> ImportRun::sources() const {
  std::set<std::string> sources;
  for (const TableImport& table : tables_) {
    for (std::size_t i = 0; i < table.tallies().size(); ++i) {
      if (table.tallies()[i].records == 0) continue;
      sources.insert(table.inputs().paths[i]);
    }
  }
  return sources;
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

ImportSummary ImportRun::summary() const {
  ImportSummary summary;
  summary.target = job_.target;
  summary.bad_records = rejects_->examples();
  for (const TableImport& table : tables_) {
    TableSummary& one = summary.tables.emplace_back(table.summary());
    one.existed = table.in_database().has_value();
    one.if_exists = job_.landing.if_exists;
    if (const auto rules = unchecked_.find(&table); rules != unchecked_.end()) {
      one.unchecked_rules = rules->second;
    }
    if (!is_left_alone(table)) continue;
    one.inputs = table.inputs().paths;
    one.schema.table = table.in_database()->name;
    one.is_skipped = true;
  }
  return summary;
}

}  // namespace csvimport
