#include "cluster/local_stand_in.hpp"

#include "base/import_error.hpp"
#include "base/message_text.hpp"
#include "cluster/stand_in_checks.hpp"
#include "import/import_files.hpp"
#include "import/merged_tables.hpp"
#include "import/table_inputs.hpp"
#include "input/input_paths.hpp"
#include "schema/names.hpp"

#include <algorithm>

namespace csvimport {
namespace {

ImportJob with_merged_tables(ImportJob job) {
  if (job.merges) job.merged = merged_tables(job);
  return job;
}

}  // namespace

LocalStandIn::LocalStandIn(const ImportJob& job, RqliteClient& client)
    : job_(with_merged_tables(job)),
      client_(client),
      schema_(read_schema(client)) {
  for (const TableInputs& inputs : tables_of(job_)) {
    check_name(job_, inputs.name);
  }
}

void LocalStandIn::begin() {
  existing_.clear();
  taken_.clear();
  last_ids_.clear();
  mirror_.reset();
  const LocalDatabase& file = files_.emplace_back(job_.temp_folder);
  if (schema_.empty()) return;
  mirror_.emplace(client_, schema_, file.path(),
                  job_.landing.if_exists == IfExists::kReplace);
}

bool LocalStandIn::adds_rows() const {
  return job_.landing.if_exists == IfExists::kAppend;
}

void LocalStandIn::take_parents(const std::string& table) {
  std::vector<std::string> parents;
  for (const ForeignKey& key : mirror_->foreign_keys(table)) {
    parents.push_back(key.parent);
  }
  for (const auto& [column, parent] : job_.table_options.foreign_keys) {
    parents.push_back(parent.table);
  }
  for (const std::string& parent : parents) {
    const bool is_taken = std::any_of(
        taken_.begin(), taken_.end(),
        [&](const TargetTable& one) { return same_name(one.name, parent); });
    if (is_taken) continue;
    const std::optional<TargetTable> found = mirror_->find(parent);
    if (!found) continue;
    mirror_->take_rows(*found, is_existing(*found));
    taken_.push_back(*found);
  }
}

bool LocalStandIn::is_existing(const TargetTable& table) const {
  return std::any_of(
      existing_.begin(), existing_.end(),
      [&](const TargetTable& one) { return same_name(one.name, table.name); });
}

void LocalStandIn::take_neighbours() {
  if (!mirror_) return;
  for (const TableInputs& inputs : tables_of(job_)) {
    const std::optional<TargetTable> found = mirror_->find(inputs.name);
    if (found) check_dependents(job_, *found, schema_, *mirror_);
    if (found && job_.landing.if_exists == IfExists::kTruncate) {
      mirror_->take_counter(*found);
    }
    if (found && adds_rows()) {
      check_uniques(job_, *found, client_);
      existing_.push_back(*found);
    }
  }
  for (const TableInputs& inputs : tables_of(job_)) take_parents(inputs.name);
  for (const TargetTable& table : existing_) {
    if (const auto id = mirror_->take_last_row(table)) {
      last_ids_[table.name] = *id;
    }
  }
}

std::vector<UniqueKey> LocalStandIn::keys_of(const TargetTable& table) {
  std::vector<UniqueKey> keys = mirror_->unique_keys(table.name);
  for (const WantedIndex& index : job_.landing.indexes) {
    if (!index.is_unique) continue;
    UniqueKey& key = keys.emplace_back();
    for (const std::string& name : index.columns) {
      for (const TargetColumn& column : table.columns) {
        if (!same_name(column.name, name)) continue;
        key.columns.push_back(column.name);
        key.collations.push_back(column.collation.empty() ? "BINARY"
                                                          : column.collation);
      }
    }
    // A column that is to be added has no values yet.
    if (key.columns.size() < index.columns.size()) keys.pop_back();
  }
  // Nor can others be asked for by what follows from columns.
  const std::vector<std::string> names = table.column_names();
  std::erase_if(keys, [&](const UniqueKey& key) {
    return key.has_expressions ||
           !std::all_of(key.columns.begin(), key.columns.end(),
                        [&](const auto& column) {
                          return find_name(column, names).has_value();
                        });
  });
  return keys;
}

std::uint64_t LocalStandIn::take_rivals(const std::string& imported) {
  std::uint64_t taken = 0;
  for (const TargetTable& table : existing_) {
    for (const UniqueKey& key : keys_of(table)) {
      taken += mirror_->take_rivals(table, key, imported);
    }
  }
  return taken;
}

ImportSummary LocalStandIn::import_once(ImportObserver& observer, bool again) {
  for (const TargetTable& table : existing_) mirror_->note_taken(table);
  ImportJob job = into_local(job_, files_.back());
  // It tells which records have no ids.
  job.profiles = job_.profiles || !last_ids_.empty();
  ImportSummary summary =
      import_files(job, ImportGoal::kTarget, observer, again);
  for (const TargetTable& table : existing_) {
    changed_[table.name] = Mirror::remove_taken(path(), table);
  }
  note_given_ids(summary);
  return summary;
}

void LocalStandIn::note_given_ids(ImportSummary& summary) {
  for (TableSummary& table : summary.tables) {
    const auto last = last_ids_.find(table.schema.table);
    if (last != last_ids_.end() && !brings_all_ids(table)) {
      given_behind_[table.schema.table] = last->second;
    }
    if (!job_.profiles) table.profile.reset();
  }
}

bool LocalStandIn::brings_all_ids(const TableSummary& summary) {
  const std::vector<std::string> names = column_names_of(summary.schema);
  const std::optional<TargetTable> table = mirror_->find(summary.schema.table);
  const auto column = table ? mirror_->rowid_column(*table) : std::nullopt;
  const auto place = column ? find_name(*column, names) : std::nullopt;
  // Rows without that column get their ids from the cluster.
  if (!place) return true;
  return summary.profile != nullptr &&
         summary.profile->columns.at(*place).nulls == 0;
}

ImportSummary LocalStandIn::import_with_rivals(ImportObserver& observer) {
  if (!can_read_again(job_.inputs)) {
    throw ImportError(
        {job_.target},
        "there are rows with keys of the input's records, and to say which, it "
        "would have to be read again, which a pipe cannot be; import a file, "
        "or use another --on-conflict");
  }
  return import_once(observer, true);
}

ImportSummary LocalStandIn::import(ImportObserver& observer) {
  std::optional<ImportSummary> summary;
  std::exception_ptr failure;
  begin();
  take_neighbours();
  try {
    summary = import_once(observer, false);
  } catch (const ImportError&) {
    failure = std::current_exception();
  }
  const std::string imported = path();
  if (may_have_rivals(summary)) {
    const bool has_all_keys = summary && summary->rejected() == 0;
    const bool can_read = can_read_again(job_.inputs);
    const std::string keys = has_all_keys || (summary && !can_read)
                                 ? imported
                                 : import_unjudged(observer);
    begin();
    take_neighbours();
    if (!keys.empty() && take_rivals(keys) > 0) {
      return import_with_rivals(observer);
    }
    files_.pop_back();
  }
  if (failure != nullptr) std::rethrow_exception(failure);
  return *std::move(summary);
}

// An update is judged by the row that it changes only where the record alone
// will not do.
bool LocalStandIn::may_have_rivals(
    const std::optional<ImportSummary>& summary) {
  if (existing_.empty()) return false;
  switch (job_.landing.on_conflict) {
    case OnConflict::kAbort:
      return true;
    case OnConflict::kUpdate:
      return !summary || needs_rivals_to_update(*summary);
    case OnConflict::kIgnore:
    case OnConflict::kReplace:
      break;
  }
  return false;
}

bool LocalStandIn::needs_rivals_to_update(const ImportSummary& summary) {
  // Of what a pipe brings, the cluster has to judge.
  if (!can_read_again(job_.inputs)) {
    return summary.rejected() > 0 && lacks_wanted_columns(summary);
  }
  return summary.rejected() > 0 ||
         std::any_of(existing_.begin(), existing_.end(),
                     [&](const TargetTable& table) {
                       return keys_of(table).size() > 1;
                     });
}

// Whether records lack what only rows that are inserted must have: those that
// were rejected may have been updates.
bool LocalStandIn::lacks_wanted_columns(const ImportSummary& summary) const {
  for (const TableSummary& table : summary.tables) {
    const std::vector<std::string> names = column_names_of(table.schema);
    for (const TargetTable& one : existing_) {
      if (!same_name(one.name, table.schema.table)) continue;
      for (const TargetColumn& column : one.columns) {
        if (column.is_not_null && !column.default_sql &&
            !find_name(column.name, names)) {
          return true;
        }
      }
    }
  }
  return false;
}

std::string LocalStandIn::import_unjudged(ImportObserver& observer) {
  if (!can_read_again(job_.inputs)) return "";
  const LocalDatabase& file = files_.emplace_front(job_.temp_folder);
  make_without_rules(existing_, file.path());
  ImportJob job = into_local(job_, file);
  job.errors = ErrorOptions();
  job.errors.skip = true;
  job.errors.makes_files = false;
  job.profiles = false;
  job.table_options = TableOptions();
  job.landing.on_conflict = OnConflict::kAbort;
  job.landing.key.clear();
  job.landing.indexes.clear();
  try {
    import_files(job, ImportGoal::kTarget, observer, true);
  } catch (const ImportError&) {
    return "";  // as before
  }
  return file.path();
}

ImportSummary LocalStandIn::try_import(ImportObserver& observer) {
  begin();
  take_neighbours();
  return ::csvimport::try_import(into_local(job_, files_.back()), observer);
}

}  // namespace csvimport
