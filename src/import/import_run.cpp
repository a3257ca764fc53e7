#include "import/import_run.hpp"

#include "base/file_io.hpp"
#include "base/file_locks.hpp"
#include "base/interrupt.hpp"
#include "base/message_text.hpp"
#include "base/path.hpp"
#include "base/system_error.hpp"
#include "base/trace_file.hpp"
#include "import/followed_inputs.hpp"
#include "import/in_place_plan.hpp"
#include "import/kept_ids.hpp"
#include "import/plain_ids.hpp"
#include "import/table_models.hpp"
#include "import/target_checks.hpp"
#include "import/unchecked_rules.hpp"
#include "input/input_paths.hpp"
#include "landing/in_place_landing.hpp"
#include "landing/rename_landing.hpp"
#include "target/dependents.hpp"
#include "target/table_trees.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace csvimport {

void ImportRun::start(bool lands) {
  const TraceSpan span(job_.pipeline.trace, "start");
  for (const std::string& input : job_.inputs) check_readable(input);
  std::vector<TableInputs> tables = tables_of(job_);
  lands_ = lands;
  if (lands && !is_new_database(target_)) open_target();
  if (database_) lookups_.read(*database_);
  std::vector<std::optional<TargetTable>> in_database;
  in_database.reserve(tables.size());
  for (const TableInputs& inputs : tables) {
    in_database.push_back(find_in_database(inputs.name));
  }
  const Destination destination = destination_of(in_database);
  // The workers only write UTF-8.
  const LoadPath path =
      encoding_ == "UTF-8" ? job_.path : LoadPath::kConventional;
  rejects_.emplace(job_.errors, job_.inputs.size(), job_.sync);
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const TableModel* const model =
        find_model(job_, tables[i], in_database[i], models_);
    if (destination == Destination::kInPlace) may_land_in_place_ = true;
    tables_.emplace_back(job_, std::move(tables[i]), std::move(in_database[i]),
                         model, destination, path, lookups_, *rejects_,
                         observer_);
  }
}

Destination ImportRun::destination_of(
    const std::vector<std::optional<TargetTable>>& in_database) {
  if (!lands_) {
    return database_ ? Destination::kDatabase : Destination::kNowhere;
  }
  if (!database_) {
    return moves_all_ ? Destination::kMoved : Destination::kNewDatabase;
  }
  if (std::any_of(in_database.begin(), in_database.end(),
                  [](const auto& table) { return table.has_value(); })) {
    return Destination::kDatabase;
  }
  std::string obstacle = obstacle_to_plan_in_place(job_);
  if (obstacle.empty()) obstacle = obstacle_to_landing_in_place(*database_);
  if (obstacle.empty()) return Destination::kInPlace;
  log_landing_by_sql(obstacle);
  return Destination::kDatabase;
}

void ImportRun::log_landing_by_sql(const std::string& obstacle) const {
  spdlog::debug("{}: rows are moved by SQL, as {}", job_.target, obstacle);
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
    if (database_ || moves_all_) staging_->will_not_last();
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
  const TraceSpan span(job_.pipeline.trace, "sync");
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
