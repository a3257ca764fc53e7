#include "landing/table_move.hpp"

#include "base/import_error.hpp"
#include "base/message_text.hpp"
#include "foreign_keys/foreign_keys.hpp"
#include "foreign_keys/open_keys.hpp"
#include "landing/key_conflicts.hpp"
#include "landing/move_statement.hpp"
#include "landing/page_cache.hpp"
#include "landing/row_failure.hpp"
#include "landing/savepoint.hpp"
#include "landing/sorted_move.hpp"
#include "landing/table_copy.hpp"
#include "target/staged_rows.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <cassert>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace csvimport {
namespace {

// For fewer, each index's tables would cost more than they save; by taste.
constexpr std::uint64_t kRowsWorthSorting = 1'000;

struct RowCounts {
  std::uint64_t changes = 0;  // rows inserted or updated
  std::uint64_t updates = 0;  // of these, rows updated
};

class TableMove {
 public:
  TableMove(Connection& connection, const TableTask& task,
            const MoveRules& rules, const Excluded& excluded, bool goes_on)
      : connection_(connection),
        database_(connection.database()),
        task_(task),
        rules_(rules),
        excluded_(excluded),
        goes_on_(goes_on),
        conflicts_(connection.database(), task, rules_.has_triggers),
        savepoints_(connection.database()) {
    make_move_functions(database_, counts_.updates, left_out_);
    move_.emplace(database_, move_rows_sql(task, rules_.insert));
    if (rules_.moves_until_refused) {
      move_on_.emplace(database_, move_rows_sql(task, "INSERT OR FAIL"));
    }
    if (rules_.replaces_alone) {
      replace_.emplace(database_, move_rows_sql(task, "INSERT OR REPLACE"));
    }
  }

  MovedRows move() {
    task_.on_step(landing_step(task_.schema.table), std::nullopt);
    if (may_move_whole()) {
      auto moved = copy_table(connection_, task_, goes_on_);
      if (moved) return std::move(*moved);
    }
    if (may_move_sorted()) {
      auto moved = move_sorted(connection_, task_);
      if (moved) return std::move(*moved);
    }
    const std::string target = main_name(task_.schema.table);
    const auto before = rules_.counts_growth ? count_rows(target) : 0;
    move_in_steps();
    if (rules_.counts_growth && !is_over()) {
      const std::uint64_t after = std::max(count_rows(target), before);
      counts_.updates =
          counts_.changes - std::min(after - before, counts_.changes);
    }
    MovedRows moved;
    moved.updated = counts_.updates;
    moved.inserted = counts_.changes - counts_.updates;
    // What is given up need not add up.
    if (!is_done() && may_ignore_rows()) {
      moved.ignored =
          count_rows(staged_rows(task_)) - counts_.changes - refused_.size();
    }
    moved.refused = std::move(refused_);
    return moved;
  }

 private:
  // SQLite does not see that rows which it copies meet keys that are open.
  bool may_move_whole() {
    return rules_.moves_whole && excluded_.records.size() == 0 &&
           !has_open_keys(database_);
  }

  // Then SQLite does not look at keys.
  bool may_move_sorted() {
    return rules_.moves_sorted && excluded_.records.size() == 0 &&
           is_worth_sorting() &&
           !are_keys_enforced(database_, task_.schema.table);
  }

  [[nodiscard]] bool is_worth_sorting() const {
    return task_.index_feed == IndexFeed::kBySize
               ? task_.rows >= kRowsWorthSorting
               : task_.index_feed == IndexFeed::kSorted;
  }

  [[nodiscard]] bool may_ignore_rows() const {
    return task_.on_conflict != OnConflict::kAbort || rules_.has_triggers ||
           rules_.has_conflict_clauses;
  }

  [[nodiscard]] bool is_done() const {
    return refused_.size() > 0 && (!goes_on_ || refused_.ends_import());
  }

  [[nodiscard]] bool is_over() const { return has_lost_transaction(database_); }

  [[nodiscard]] std::string ending() const {
    return "table " + quoted_for_message(task_.schema.table) +
           " has the import rolled back as a whole";
  }

  // The rows of a table, as SQL calls it.
  std::uint64_t count_rows(const std::string& table) {
    return static_cast<std::uint64_t>(
        database_.execAndGet("SELECT count(*) FROM " + table).getInt64());
  }

  std::optional<RowFailure> run(SQLite::Statement& move, std::int64_t first,
                                std::int64_t last) {
    move.bind(1, first);
    move.bind(2, last);
    return run_move(database_, move);
  }

  // The same for more rows than one: which of them it is is not known.
  std::optional<RowFailure> run_set(SQLite::Statement& move, std::int64_t first,
                                    std::int64_t last) {
    std::optional<RowFailure> failure = run(move, first, last);
    check_is_not_over(failure);
    return failure;
  }

  void check_is_not_over(const std::optional<RowFailure>& failure) const {
    if (!failure || !is_over()) return;
    throw ImportError({connection_.name()}, ending() + ": " + failure->message);
  }

  void move_in_steps() {
    // Rowids are numbers of records here, and no keys.
    assert(!rowid_column(task_.staged));
    const std::optional<PageCache> pages = keep_pages();
    const std::int64_t last =
        database_.execAndGet(last_staged_rowid_sql(task_)).getInt64();
    for (std::int64_t first = 1; first <= last; first += kRowsPerStep) {
      move_step(first, std::min(first + kRowsPerStep - 1, last));
      if (is_done()) return;
    }
  }

  // Any page of an index may be wanted again at any time.
  std::optional<PageCache> keep_pages() {
    if (!rules_.has_indexes) return std::nullopt;
    if (task_.entries != nullptr) task_.entries->forget();
    return std::make_optional<PageCache>(database_, task_.memory_bytes);
  }

  void move_step(std::int64_t first, std::int64_t last) {
    const RefusedRecords& records = excluded_.records;
    const auto excluded =
        records.among(static_cast<std::uint64_t>(first),
                      static_cast<std::uint64_t>(last - first + 1));
    if (move_all_but(excluded, first, last)) return;
    for (const RefusedRecords::Entry& entry : excluded) {
      const auto rowid = static_cast<std::int64_t>(entry.record);
      move_range(first, rowid - 1);
      if (is_done()) return;
      move_excluded(rowid, records.refusal(entry.refusal));
      if (is_done()) return;
      first = rowid + 1;
    }
    move_range(first, last);
  }

  // The step as a whole, where nothing is to be tried of what is excluded.
  // False, with nothing moved, where that cannot be.
  bool move_all_but(const std::vector<RefusedRecords::Entry>& excluded,
                    std::int64_t first, std::int64_t last) {
    if (!excluded_.stay_out || excluded.empty() || !may_move_sets()) {
      return false;
    }
    left_out_.clear();
    for (const auto& entry : excluded) left_out_.push_back(entry.record);
    SQLite::Statement move(database_,
                           move_rows_sql(task_, rules_.insert, kIsLeftOut));
    if (!move_set(move, first, last)) return false;
    for (const RefusedRecords::Entry& entry : excluded) {
      refused_.add(entry.record, excluded_.records.refusal(entry.refusal));
    }
    return true;
  }

  void move_range(std::int64_t first, std::int64_t last) {
    if (first > last) return;
    const bool by_sets = first < last && may_move_sets();
    if (by_sets &&
        (move_on_ ? move_on(first, last) : move_set(*move_, first, last))) {
      return;
    }
    const auto rowids = staged_rowids(database_, task_, first, last);
    by_sets && !move_on_ ? move_in_halves(rowids) : move_one_by_one(rowids);
  }

  // So that they can be undone, SQLite keeps every page that the rows of a
  // statement go to: where these are of indexes, that costs more than to move
  // each row alone, unless triggers need as much for each.
  [[nodiscard]] bool may_move_sets() const {
    if (rules_.has_indexes && !rules_.has_triggers) return false;
    return rules_.moves_until_refused || rules_.moves_sets;
  }

  // False, with nothing moved, if a row among them was refused.
  bool move_set(SQLite::Statement& move, std::int64_t first,
                std::int64_t last) {
    const RowCounts before = counts_;
    std::optional<Savepoint> savepoint;
    // At each of which FTS writes what it has kept in memory.
    if (!rules_.feeds_search_only) savepoint.emplace(savepoints_);
    if (run_set(move, first, last)) {
      if (savepoint) savepoint->undo();
      counts_ = before;
      return false;
    }
    counts_.changes += last_changes(database_);
    if (savepoint) savepoint->keep();
    return true;
  }

  void undo(Savepoint& savepoint, const RowCounts& before) {
    savepoint.undo();
    counts_ = before;
  }

  // Moves all up to a row that is refused, then those behind it, and so on.
  // False, with nothing moved, where that cannot be.
  bool move_on(std::int64_t first, std::int64_t last) {
    std::vector<std::int64_t> all;  // rowids, once they matter
    std::vector<std::pair<std::int64_t, RowFailure>> refused;
    std::size_t next = 0;  // in `all`
    const RowCounts before = counts_;
    Savepoint savepoint(savepoints_);
    for (std::int64_t from = first; from <= last; from = all[next++] + 1) {
      std::optional<RowFailure> failure = run_set(*move_on_, from, last);
      if (failure && !leaves_rows_before(*failure)) {
        undo(savepoint, before);
        return false;
      }
      const std::uint64_t rows = last_changes(database_);
      counts_.changes += rows;
      if (!failure) break;
      if (all.empty()) all = staged_rowids(database_, task_, first, last);
      next += rows;
      if (replace_ && conflicts_.is_own(*failure, all[next])) {
        failure = replace(all[next]);
      }
      check_is_not_over(failure);
      if (!failure) continue;
      refused.emplace_back(all[next], std::move(*failure));
      if (!goes_on_) break;
    }
    savepoint.keep();
    for (const auto& [rowid, failure] : refused) refuse(rowid, failure);
    return true;
  }

  // Moves a row whose key is there already.
  std::optional<RowFailure> replace(std::int64_t rowid) {
    std::optional<RowFailure> failure = run(*replace_, rowid, rowid);
    if (failure) return failure;
    counts_.changes += last_changes(database_);
    counts_.updates += last_changes(database_);
    return failure;
  }

  void refuse(std::int64_t rowid, const RowFailure& failure) {
    Refusal refusal = refusal_of(failure, task_);
    if (is_over()) {
      refusal.reason += "; " + ending();
      refusal.ends_import = true;
      refusal.advice.clear();
    }
    refused_.add(static_cast<std::uint64_t>(rowid), refusal);
  }

  // Rows among which there is one that is refused.
  void move_in_halves(std::span<const std::int64_t> rowids) {
    if (rowids.size() < 2) return move_one_by_one(rowids);
    const std::size_t middle = rowids.size() / 2;
    for (const auto half : {rowids.first(middle), rowids.subspan(middle)}) {
      if (half.size() == 1 || !move_set(*move_, half.front(), half.back())) {
        move_in_halves(half);
      }
      if (is_done()) return;
    }
  }

  void move_one_by_one(std::span<const std::int64_t> rowids) {
    for (const std::int64_t rowid : rowids) {
      if (const auto failure = move_one(rowid)) refuse(rowid, *failure);
      if (is_done()) return;
    }
  }

  // Undoes what a row that is refused has done, where SQLite may not.
  std::optional<RowFailure> as_one(bool undoes, const auto& move) {
    if (!undoes) return move();
    const RowCounts before = counts_;
    Savepoint savepoint(savepoints_);
    std::optional<RowFailure> failure = move();
    if (is_over()) return failure;
    failure ? undo(savepoint, before) : savepoint.keep();
    return failure;
  }

  // What was not inserted is undone in between only if it must be. To go back
  // to a savepoint, once the transaction has changed the schema, has SQLite
  // open full-text tables anew and keep those it had, so that each time takes
  // longer than the one before.
  std::optional<RowFailure> move_one(std::int64_t rowid) {
    return as_one(rules_.undoes_refused, [&] {
      std::optional<RowFailure> failure =
          as_one(rules_.inserts_in_part, [&] { return insert(rowid); });
      if (failure && replace_ && !is_over() &&
          conflicts_.is_own(*failure, rowid)) {
        failure = replace(rowid);
      }
      return failure;
    });
  }

  std::optional<RowFailure> insert(std::int64_t rowid) {
    const std::uint64_t updates = counts_.updates;
    // Of one row FAIL leaves no more than ABORT, which keeps pages for it.
    SQLite::Statement& move = move_on_ ? *move_on_ : *move_;
    std::optional<RowFailure> failure = run(move, rowid, rowid);
    const std::uint64_t changes = failure ? 0 : last_changes(database_);
    counts_.changes += changes;
    // An update may be noted and then refused, or ignored by a trigger.
    if (changes == 0) counts_.updates = updates;
    return failure;
  }

  void move_excluded(std::int64_t rowid, const Refusal& refusal) {
    if (excluded_.stay_out) {
      return refused_.add(static_cast<std::uint64_t>(rowid), refusal);
    }
    const bool had_open_keys = has_open_keys(database_);
    const RowCounts before = counts_;
    Savepoint savepoint(savepoints_);
    const std::optional<RowFailure> failure = move_one(rowid);
    if (is_over()) return refuse(rowid, *failure);
    if (failure) refuse(rowid, *failure);
    const bool changes_nothing = counts_.changes == before.changes;
    if (changes_nothing || (!had_open_keys && !excluded_.opens_key(rowid))) {
      return savepoint.keep();
    }
    undo(savepoint, before);
    refused_.add(static_cast<std::uint64_t>(rowid), refusal);
  }

  Connection& connection_;
  SQLite::Database& database_;
  const TableTask& task_;
  const MoveRules& rules_;
  const Excluded& excluded_;
  const bool goes_on_;  // past records that are refused
  KeyConflicts conflicts_;
  SavepointStatements savepoints_;
  std::optional<SQLite::Statement> move_;
  std::optional<SQLite::Statement> move_on_;  // up to a row that is refused
  std::optional<SQLite::Statement> replace_;  // what is in the way of a row
  std::vector<std::uint64_t> left_out_;       // rowids, for kIsLeftOut
  RowCounts counts_;
  RefusedRecords refused_;
};

}  // namespace

MovedRows move_table(Connection& connection, const TableTask& task,
                     const MoveRules& rules, const Excluded& excluded,
                     bool goes_on) {
  return TableMove(connection, task, rules, excluded, goes_on).move();
}

}  // namespace csvimport
