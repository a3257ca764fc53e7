#include "import/table_import.hpp"

#include "base/import_error.hpp"
#include "base/message_text.hpp"
#include "import/database_reader.hpp"
#include "import/followed_lines.hpp"
#include "import/lack_warnings.hpp"
#include "import/pinning_flags.hpp"
#include "import/staged_indexes.hpp"
#include "import/stray_warnings.hpp"
#include "import/table_options.hpp"
#include "import/table_reader.hpp"
#include "import/target_checks.hpp"
#include "landing/duplicate_keys.hpp"

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
       {summary.rows, summary.updated, summary.ignored, summary.left_out,
        summary.rejected}) {
    if (part > left) return false;
    left -= part;
  }
  return left == 0;
}

}  // namespace

TableImport::TableImport(const ImportJob& job, TableInputs inputs,
                         std::optional<TargetTable> in_database,
                         const TableModel* model, Destination destination,
                         LoadPath path, Lookups& lookups, Rejects& rejects,
                         ImportObserver& observer)
    : job_(job),
      inputs_(std::move(inputs)),
      in_database_(std::move(in_database)),
      model_(model),
      existing_(model != nullptr                   ? model->table
                : adds_rows(job.landing.if_exists) ? in_database_
                                                   : std::nullopt),
      destination_(destination),
      path_(path),
      rejects_(rejects),
      observer_(observer),
      reader_(open_source(lookups)),
      needs_move_(destination == Destination::kDatabase ||
                  destination == Destination::kMoved) {}

// Databases go into tables that are declared.
std::unique_ptr<TableSource> TableImport::open_source(Lookups& lookups) const {
  if (!job_.merges) {
    return std::make_unique<TableReader>(job_, existing_, path_, lookups,
                                         rejects_, observer_);
  }
  const bool are_alike = model_ != nullptr && !job_.like;
  return std::make_unique<DatabaseReader>(job_, existing_, are_alike, rejects_,
                                          observer_);
}

void TableImport::open() {
  reader_->open(inputs_);
  if (model_ != nullptr) reader_->want_keys_of(model_->table);
  if (model_ != nullptr && !may_be_model()) {
    needs_move_ = true;
  } else if (model_ != nullptr && !needs_move_) {
    reader_->judge_by(model_->table);
  }
  conflict_key_ = ::csvimport::conflict_key(job_, inputs_, existing_, schema());
  keys_ = judged_keys(schema(), job_.landing.indexes);
  // Past SQLite rows can be put into a table with a key, and through it not.
  const bool needs_sql = path_ != LoadPath::kDirect || !rowid_name(schema());
  const bool may_conflict =
      !keys_.wanted.empty() && job_.landing.on_conflict != OnConflict::kAbort;
  if (may_conflict || (!keys_.all.empty() && needs_sql)) needs_move_ = true;
  sorts_rows_ = !needs_move_ && rowid_column(schema()) &&
                !reader_->keys_start_ascending();
}

// Its declaration has nothing that SQLite would have to judge, and the rows
// have all of its columns.
bool TableImport::may_be_model() const {
  // Keys of databases are up to SQLite.
  const bool needs_no_judge =
      job_.merges ? model_->table.is_plain : model_->is_simple;
  return needs_no_judge && path_ == LoadPath::kDirect &&
         schema().columns.size() == model_->table.columns.size() &&
         added_columns().empty();
}

std::vector<Column> TableImport::added_columns() const {
  std::vector<Column> added;
  if (!existing_) return added;
  for (const Column& column : schema().columns) {
    if (!column.existing) added.push_back(column);
  }
  return added;
}

// For other types, for keys that do not ascend, or for the records that the
// database will refuse.
bool TableImport::may_read_again() const {
  const std::optional<TargetTable>& there =
      model_ != nullptr ? existing_ : in_database_;
  return (there && !there->is_plain) || !keys_.all.empty() ||
         reader_->has_open_types();
}

TableSchema TableImport::declared_schema() const {
  TableSchema declared = schema();
  if (model_ != nullptr) declared.sql = model_->sql.front();
  return declared;
}

TableSchema TableImport::staged_table() const {
  if (!needs_move_) return declared_schema();
  TableSchema staged = staged_schema(schema());
  // By another name, so that no SQL of the user takes it for the table.
  staged.table = "csvimport_staged_" + staged.table;
  if (path_ != LoadPath::kDirect) staged.primary_key.clear();
  return staged;
}

LoadOutcome TableImport::load_once(StagingFile& staging) {
  staged_ = staged_table();
  if (entries_) entries_->forget();
  LoadOutcome outcome =
      reader_->load(staged_, index_plan(staging), staging, nullptr);
  if (!entries_ || !outcome.entries) return outcome;
  // All tables are loaded before the first one lands.
  if (tables_of(job_).size() > 1) outcome.entries->spill();
  entries_->keep(std::move(outcome.entries));
  return outcome;
}

void TableImport::load(StagingFile& staging) {
  if (!may_read_again()) reader_->read_last_time();
  int passes = 0;
  LoadOutcome outcome;
  try {
    outcome = load_until_it_holds(staging, passes);
  } catch (...) {
    log_choices();
    throw;
  }
  sum_up(outcome, passes);
  has_key_ = outcome.losers.empty();
  if (!has_key_ && refuses_one_key_only()) {
    leave_out(refused_for_key(outcome.losers, keys_.all.front(), schema()),
              staging);
    has_key_ = true;
  }
  if (!has_key_) needs_move_ = true;
}

LoadOutcome TableImport::load_until_it_holds(StagingFile& staging,
                                             int& passes) {
  LoadOutcome outcome = load_once(staging);
  passes = 1;
  if (!outcome.types_hold) {
    log_second_pass(schema(), outcome.types);
    reader_->adopt_types(outcome.types);
    outcome = load_once(staging);
    ++passes;
  }
  if (!outcome.keys_ascend) {
    spdlog::debug(
        "table {}: the key does not ascend, so the input is read again",
        quoted_for_message(schema().table));
    sorts_rows_ = true;
    outcome = load_once(staging);
    ++passes;
  }
  if (is_staged_in_vain(outcome)) {
    staging.drop_table(staged_);
    needs_move_ = true;
    outcome = load_once(staging);
    ++passes;
  }
  check_unchanged(outcome);
  return outcome;
}

void TableImport::inspect() {
  if (!job_.where) reader_->read_last_time();
  LoadOutcome outcome =
      job_.where ? reader_->judge() : reader_->inspect(nullptr);
  const bool is_judged = outcome.types_hold;
  reader_->adopt_types(outcome.types);
  if (job_.where && !is_judged) {
    outcome = reader_->judge();
    check_unchanged(outcome);
  }
  sum_up(outcome, 1);
}

void TableImport::sort_entries_for(const TableTrees& trees) {
  const LandingOptions& landing = job_.landing;
  if (!existing_ || !needs_move_ || path_ != LoadPath::kDirect ||
      landing.index_feed == IndexFeed::kRowByRow) {
    return;
  }
  if (landing.on_conflict == OnConflict::kUpdate) {
    entries_.emplace(trees, schema(), conflict_key_);
  } else if (landing.on_conflict == OnConflict::kReplace) {
    // Another row of a unique index would make way for one with a new rowid.
    entries_.emplace(trees, schema(),
                     std::vector{trees.rowid_column.value_or("")});
  } else {
    entries_.emplace(trees, schema());
  }
}

IndexPlan TableImport::index_plan(const StagingFile& staging) const {
  if (entries_) return entries_->plan();
  IndexPlan plan;
  plan.indexes = staged_indexes(staging);
  plan.key_column = rowid_column(staged_);
  plan.sorts_rows = sorts_rows_ && plan.key_column;
  return plan;
}

// Where rows may be moved, all but the key's are up to the landing.
std::vector<IndexSchema> TableImport::staged_indexes(
    const StagingFile& staging) const {
  std::vector<IndexSchema> indexes;
  if (path_ != LoadPath::kDirect) return indexes;
  if (!staged_.primary_key.empty() && !rowid_column(staged_)) {
    indexes.push_back(key_index_of(staged_));
  }
  const bool may_move =
      needs_move_ ||
      (!keys_.all.empty() && job_.landing.on_conflict != OnConflict::kAbort);
  if (may_move || destination_ == Destination::kNowhere) return indexes;
  std::vector<std::string> tables;  // that are still to be made, too
  for (const TableInputs& table : tables_of(job_)) tables.push_back(table.name);
  add_indexes(job_.landing.indexes, staged_, staging, job_.target,
              std::move(tables), indexes);
  return indexes;
}

bool TableImport::refuses_one_key_only() const {
  const std::vector<Column>& columns = schema().columns;
  const bool refers_to_others = std::any_of(
      columns.begin(), columns.end(),
      [](const Column& column) { return column.parent.has_value(); });
  // Of the tables before it, a record may be refused as their rows are moved.
  const bool may_be_first_refusal =
      job_.errors.skip || tables_of(job_).front().name == inputs_.name;
  return destination_ != Destination::kNowhere && !in_database_ &&
         model_ == nullptr && job_.landing.on_conflict == OnConflict::kAbort &&
         keys_.all.size() == 1 && !refers_to_others && may_be_first_refusal;
}

// The table is empty if its rows were to be sorted; unique indexes lack their
// entries.
bool TableImport::is_staged_in_vain(const LoadOutcome& outcome) const {
  if (outcome.losers.empty() || refuses_one_key_only()) return false;
  const bool has_sorted_rows = sorts_rows_ && rowid_column(staged_);
  const bool has_unique_indexes = !needs_move_ && keys_.all.size() > 1 &&
                                  destination_ != Destination::kNowhere;
  return has_sorted_rows || has_unique_indexes;
}

// One by one, rows would take long to find their places in the key's index.
void TableImport::leave_out(const RefusedRecords& duplicates,
                            StagingFile& staging) {
  if (!job_.errors.skip) {
    take_bad_records(reader_->inspect(&duplicates));
    fail_changed();
  }
  staging.drop_table(staged_);
  const LoadOutcome outcome =
      reader_->load(staged_, index_plan(staging), staging, &duplicates);
  take_bad_records(outcome);
  check_unchanged(outcome);
  if (!outcome.losers.empty()) fail_changed();
  take_counts(outcome);
}

void TableImport::take_counts(const LoadOutcome& outcome) {
  summary_.records = outcome.records;
  summary_.rows = outcome.rows;
  summary_.left_out = outcome.left_out;
  summary_.times = outcome.times;
  summary_.indexes = outcome.indexes;
  summary_.profile = outcome.profile;
}

void TableImport::take_bad_records(const LoadOutcome& outcome) {
  summary_.rejected = outcome.bad_records;
  summary_.repairs = outcome.repairs;
  summary_.texts = outcome.texts;
  advise_on_texts(schema().columns, summary_.texts);
  // Which records are left out, a pass over bad records alone does not ask.
  tallies_.resize(outcome.inputs.size());
  for (std::size_t i = 0; i < tallies_.size(); ++i) {
    tallies_[i].bad_records = outcome.inputs[i].bad_records;
  }
}

bool TableImport::is_emptied() const {
  return !existing_ || model_ != nullptr ||
         job_.landing.if_exists != IfExists::kAppend;
}

void TableImport::check_unchanged(const LoadOutcome& outcome) const {
  if (!outcome.holds()) fail_changed();
}

void TableImport::fail_changed() const {
  throw ImportError({reader_->first_name()},
                    "changed while it was read; import it again");
}

void TableImport::log_choices() const {
  for (const TableSource::InputNote& note : reader_->notes()) {
    spdlog::debug("{}: chosen: {}", note.input, note.flags);
    observer_.chose(note.input, note.flags);
  }
}

void TableImport::sum_up(const LoadOutcome& outcome, int passes) {
  check_strict_defaults(existing_, schema(), reader_->first_name());
  for (const TableSource::InputNote& note : reader_->notes()) {
    summary_.inputs.push_back(note.input);
    summary_.flags.push_back(note.flags);
  }
  log_choices();
  summary_.schema = declared_schema();
  take_counts(outcome);
  summary_.passes = passes;
  summary_.slips = reader_->slips();
  tallies_ = outcome.inputs;
  take_bad_records(outcome);
  if (!job_.tail || outcome.records > 0) {
    warn_of_lacks(job_, inputs_, reader_->first_name(), schema(), outcome);
  }
  if (!job_.tail) return;
  for (std::size_t i = 0; i < tallies_.size(); ++i) {
    warn_of_open_record(*reader_->inputs()[i], tallies_[i]);
  }
}

TableTask TableImport::to_move() {
  TableTask task;
  task.staged = staged_;
  task.rows = summary_.rows;
  task.schema = schema();
  task.staged_is_sound = has_key_;
  task.in_database = model_ != nullptr ? existing_ : in_database_;
  task.new_columns = added_columns();
  // If it was staged with them, no row breaks them.
  if (needs_move_) task.new_keys = keys_.wanted;
  task.if_exists = job_.landing.if_exists;
  // Past SQLite, keys that are there twice do not get into a final table.
  if (needs_move_) task.on_conflict = job_.landing.on_conflict;
  task.key = conflict_key_;
  task.index_feed = job_.landing.index_feed;
  task.entries = entries_ ? &*entries_ : nullptr;
  task.memory_bytes = job_.memory_bytes;
  task.on_step = reader_->step_observer();
  task.skips_bad_records = job_.errors.skip;
  return task;
}

void TableImport::land(const MovedRows& moved) {
  const bool has_refused = moved.refused.size() > 0;
  if (has_refused) {
    take_bad_records(reader_->inspect(&moved.refused));
    if (!job_.errors.skip || moved.refused.ends_import()) fail_changed();
  }
  summary_.rows = moved.inserted;
  summary_.updated = moved.updated;
  summary_.ignored = moved.ignored;
  summary_.indexes = moved.indexes;
  if (adds_up(summary_)) return;
  // If records were read twice, they may be others now.
  if (has_refused) fail_changed();
  throw std::logic_error(
      std::to_string(summary_.records) +
      " records were read, but not all of them accounted for; please report "
      "this");
}

}  // namespace csvimport
