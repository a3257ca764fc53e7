#include "cluster/local_stand_in.hpp"

#include "base/import_error.hpp"
#include "base/message_text.hpp"
#include "import/import_files.hpp"
#include "import/table_inputs.hpp"
#include "input/input_paths.hpp"
#include "schema/names.hpp"

#include <algorithm>

namespace csvimport {

LocalStandIn::LocalStandIn(const ImportJob& job, RqliteClient& client)
    : job_(job), client_(client), schema_(read_schema(client)) {}

void LocalStandIn::begin() {
  existing_.clear();
  taken_.clear();
  mirror_.reset();
  const LocalDatabase& file = files_.emplace_back(job_.temp_folder);
  if (schema_.empty()) return;
  mirror_.emplace(client_, schema_, file.path(),
                  job_.landing.if_exists == IfExists::kReplace);
}

bool LocalStandIn::adds_rows() const {
  return job_.landing.if_exists == IfExists::kAppend;
}

// They would be judged by rows that are not here, and changed.
void LocalStandIn::check_children(const TargetTable& table) {
  const bool keeps_rows =
      adds_rows() && job_.landing.on_conflict != OnConflict::kReplace;
  if (keeps_rows || job_.landing.if_exists == IfExists::kSkip) return;
  for (const SchemaEntry& entry : schema_) {
    if (entry.type != "table" || same_name(entry.name, table.name)) continue;
    for (const std::string& parent : mirror_->parents(entry.name)) {
      if (!same_name(parent, table.name)) continue;
      throw ImportError(
          {job_.target},
          "table " + quoted_for_message(entry.name) + " refers to " +
              quoted_for_message(table.name) +
              ", so rows of that can be added or updated in a cluster, but not "
              "removed or replaced");
    }
  }
}

void LocalStandIn::take_parents(const std::string& table) {
  std::vector<std::string> parents = mirror_->parents(table);
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
    mirror_->take_rows(*found);
    taken_.push_back(*found);
  }
}

void LocalStandIn::take_neighbours(bool last_rows) {
  if (!mirror_) return;
  for (const TableInputs& inputs : tables_of(job_)) {
    const std::optional<TargetTable> found = mirror_->find(inputs.name);
    if (found) check_children(*found);
    if (found && adds_rows()) existing_.push_back(*found);
    take_parents(inputs.name);
  }
  for (const TargetTable& table : existing_) {
    if (last_rows) mirror_->take_last_row(table);
    taken_.push_back(table);
  }
}

void LocalStandIn::note_taken() {
  for (const TargetTable& table : existing_) mirror_->note_taken(table);
}

void LocalStandIn::remove_taken() {
  for (const TargetTable& table : existing_) {
    changed_[table.name] = Mirror::remove_taken(path(), table);
  }
}

std::uint64_t LocalStandIn::take_rivals(const std::string& imported) {
  std::uint64_t taken = 0;
  for (const TargetTable& table : existing_) {
    for (const UniqueKey& key : mirror_->unique_keys(table.name)) {
      if (!key.has_expressions) {
        taken += mirror_->take_rivals(table, key, imported);
      }
    }
  }
  return taken;
}

ImportSummary LocalStandIn::import_once(ImportObserver& observer, bool again) {
  note_taken();
  ImportSummary summary = import_files(into_local(job_, files_.back()),
                                       ImportGoal::kTarget, observer, again);
  remove_taken();
  return summary;
}

ImportSummary LocalStandIn::import_first(ImportObserver& observer) {
  try {
    begin();
    take_neighbours(true);
    return import_once(observer, false);
  } catch (const ImportError&) {
    // A record with the last row's key is not the first that a rival refuses.
    if (existing_.empty()) throw;
  }
  begin();
  take_neighbours(false);
  return import_once(observer, true);
}

ImportSummary LocalStandIn::import(ImportObserver& observer) {
  ImportSummary summary = import_first(observer);
  const bool may_have_rivals = !existing_.empty() && adds_rows() &&
                               job_.landing.on_conflict == OnConflict::kAbort;
  if (!may_have_rivals) return summary;
  const std::string imported = path();
  begin();
  take_neighbours(true);
  if (take_rivals(imported) == 0) {
    files_.pop_back();
    return summary;
  }
  if (!can_read_again(job_.inputs)) {
    throw ImportError(
        {job_.target},
        "there are rows with keys of the input's records, and to say which, it "
        "would have to be read again, which a pipe cannot be; import a file, "
        "or use --on-conflict ignore, replace or update");
  }
  return import_once(observer, true);
}

ImportSummary LocalStandIn::try_import(ImportObserver& observer) {
  begin();
  take_neighbours(true);
  return ::csvimport::try_import(into_local(job_, files_.back()), observer);
}

}  // namespace csvimport
