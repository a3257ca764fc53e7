#include "landing/row_mover.hpp"

#include "base/input_error.hpp"
#include "base/interrupt.hpp"
#include "landing/refusal.hpp"
#include "landing/savepoint.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace csvimport {
namespace {

// So many that the savepoint around them costs nothing, so few that it does not
// take long to go through them one by one; by taste.
constexpr std::int64_t kRowsPerStep = 10'000;

// A statement that did not work.
struct Failure {
  int code = SQLITE_OK;
  std::string message;
};

void count_update(sqlite3_context* context, int /*count*/,
                  sqlite3_value** /*values*/) {
  ++*static_cast<std::uint64_t*>(sqlite3_user_data(context));
  sqlite3_result_int(context, 1);
}

class RowMover {
 public:
  RowMover(TargetDatabase& database, const TableTask& task)
      : database_(database),
        connection_(database.connection()),
        task_(task),
        all_(connection_, "all_rows"),
        step_(connection_, "some_rows"),
        reasons_(database, task) {
    connection_.createFunction(kNoteUpdate, 0, false, &updates_, count_update);
    move_.emplace(connection_, move_rows_sql(task));
    if (task.refuses_plainly()) {
      move_on_.emplace(connection_, move_until_refused_sql(task));
    }
  }

  MovedRows move(std::uint64_t staged_rows) {
    const bool replaces = task_.on_conflict == OnConflict::kReplace;
    const std::uint64_t rows_before = replaces ? target_rows() : 0;
    all_.set();
    if (!move_all_at_once()) move_in_steps();
    if (!is_done() && has_open_keys()) settle_open_keys();
    all_.release();
    MovedRows moved;
    moved.updated = replaces ? changes_ - growth_since(rows_before) : updates_;
    moved.inserted = changes_ - moved.updated;
    moved.ignored = staged_rows - changes_ - refused_.size();
    moved.refused = std::move(refused_);
    return moved;
  }

 private:
  [[nodiscard]] bool is_done() const {
    return refused_.size() > 0 && !task_.skips_bad_records;
  }

  std::uint64_t target_rows() {
    return static_cast<std::uint64_t>(
        connection_
            .execAndGet("SELECT count(*) FROM main." +
                        quote_identifier(task_.schema.table))
            .getInt64());
  }

  // By how many rows that were moved the target has grown.
  std::uint64_t growth_since(std::uint64_t rows_before) {
    const std::uint64_t rows = target_rows();
    return rows > rows_before ? std::min(rows - rows_before, changes_) : 0;
  }

  // Throws unless the failure is that of a row, and the transaction is there.
  void check_is_refusal(const Failure& failure) {
    if (!is_refusal(failure.code)) {
      throw SQLite::Exception(failure.message, failure.code);
    }
    if (sqlite3_get_autocommit(connection_.getHandle()) == 0) return;
    throw ImportError(
        {database_.name()},
        "table " + quoted_for_message(task_.schema.table) +
            " has the import rolled back as a whole: " + failure.message);
  }

  // Runs a statement that may be refused.
  std::optional<Failure> attempt(SQLite::Statement& statement) {
    throw_if_interrupted();
    const int code = statement.tryExecuteStep();
    std::optional<Failure> failure;
    if (code != SQLITE_DONE) {
      failure = {connection_.getExtendedErrorCode(), connection_.getErrorMsg()};
    }
    (void)statement.tryReset();
    if (failure) check_is_refusal(*failure);
    return failure;
  }

  std::uint64_t last_changes() {
    return static_cast<std::uint64_t>(
        sqlite3_changes64(connection_.getHandle()));
  }

  // False, with nothing moved, if a row was refused or may have been.
  bool move_all_at_once() {
    const bool is_simple = task_.has_whole_rows() && task_.staged_is_sound &&
                           task_.on_conflict == OnConflict::kAbort;
    if (!is_simple || (!task_.makes_table() && !task_.existing->is_plain)) {
      return false;
    }
    SQLite::Statement move(connection_, move_all_sql(task_));
    if (attempt(move)) {
      all_.roll_back();
      return false;
    }
    changes_ = last_changes();
    return true;
  }

  void move_in_steps() {
    const std::int64_t last = last_rowid();
    for (std::int64_t first = 1; first <= last; first += kRowsPerStep) {
      const std::int64_t end = std::min(first + kRowsPerStep - 1, last);
      if (!move_on(first, end) && !move_range(first, end)) {
        move_one_by_one(first, end);
      }
      if (is_done()) return;
    }
  }

  std::int64_t last_rowid() {
    return connection_
        .execAndGet("SELECT ifnull(max(" + staged_rowid(task_) + "), 0) FROM " +
                    staged_rows(task_))
        .getInt64();
  }

  std::optional<Failure> try_range(SQLite::Statement& move, std::int64_t first,
                                   std::int64_t last) {
    move.bind(1, first);
    move.bind(2, last);
    return attempt(move);
  }

  // False, with nothing moved, if a row among them was refused.
  bool move_range(std::int64_t first, std::int64_t last) {
    // Which updates a trigger ignores is seen of single rows only.
    if (task_.on_conflict == OnConflict::kUpdate && has_triggers())
      return false;
    const std::uint64_t updates = updates_;
    step_.set();
    const bool is_moved = !try_range(*move_, first, last);
    if (is_moved) {
      changes_ += last_changes();
    } else {
      step_.roll_back();
      updates_ = updates;
    }
    step_.release();
    return is_moved;
  }

  std::vector<std::int64_t> rowids(std::int64_t first, std::int64_t last) {
    const std::string rowid = staged_rowid(task_);
    SQLite::Statement select(
        connection_, "SELECT " + rowid + " FROM " + staged_rows(task_) +
                         " WHERE " + rowid + " BETWEEN ?1 AND ?2 ORDER BY 1");
    select.bind(1, first);
    select.bind(2, last);
    std::vector<std::int64_t> rowids;
    while (select.executeStep()) {
      rowids.push_back(select.getColumn(0).getInt64());
    }
    return rowids;
  }

  // Moves all up to a row that is refused, then those behind it, and so on.
  // False, with nothing moved, where that cannot be.
  bool move_on(std::int64_t first, std::int64_t last) {
    if (!move_on_) return false;
    std::vector<std::int64_t> all;  // rowids, once they matter
    std::vector<std::pair<std::int64_t, Failure>> refused;
    std::uint64_t moved = 0;
    std::size_t next = 0;  // in `all`
    step_.set();
    for (std::int64_t from = first; from <= last; from = all[next++] + 1) {
      std::optional<Failure> failure = try_range(*move_on_, from, last);
      if (failure && !leaves_rows_before(*failure)) {
        step_.roll_back();
        step_.release();
        return false;
      }
      const std::uint64_t rows = last_changes();
      moved += rows;
      if (!failure) break;
      if (all.empty()) all = rowids(first, last);
      next += rows;
      refused.emplace_back(all[next], std::move(*failure));
      if (!task_.skips_bad_records) break;
    }
    step_.release();
    changes_ += moved;
    for (const auto& [rowid, failure] : refused) refuse(rowid, failure);
    return true;
  }

  // Whether a statement that fails so keeps what it has moved.
  static bool leaves_rows_before(const Failure& failure) {
    return failure.code == SQLITE_CONSTRAINT_UNIQUE ||
           failure.code == SQLITE_CONSTRAINT_PRIMARYKEY ||
           failure.code == SQLITE_CONSTRAINT_ROWID ||
           failure.code == SQLITE_CONSTRAINT_NOTNULL ||
           failure.code == SQLITE_CONSTRAINT_CHECK;
  }

  void refuse(std::int64_t rowid, const Failure& failure) {
    const auto record = static_cast<std::uint64_t>(rowid);
    refused_.add(record,
                 reasons_.reason_for(record, failure.code, failure.message));
  }

  void move_one_by_one(std::int64_t first, std::int64_t last) {
    for (const std::int64_t rowid : rowids(first, last)) {
      (void)move_one(rowid);
      if (is_done()) return;
    }
  }

  // Whether it was moved. What a trigger did for a row that is refused is
  // undone.
  bool move_one(std::int64_t rowid) {
    const std::uint64_t updates = updates_;
    if (has_triggers()) step_.set();
    const std::optional<Failure> failure = try_range(*move_, rowid, rowid);
    if (failure && has_triggers()) step_.roll_back();
    if (has_triggers()) step_.release();
    const std::uint64_t changes = failure ? 0 : last_changes();
    changes_ += changes;
    // An update may be noted and then refused, or ignored by a trigger.
    if (changes == 0) updates_ = updates;
    if (failure) refuse(rowid, *failure);
    return changes > 0;
  }

  [[nodiscard]] bool has_triggers() const {
    return task_.existing && task_.existing->has_triggers;
  }

  // Whether there are foreign keys that nothing meets, to be checked when the
  // transaction ends.
  bool has_open_keys() {
    int open = 0;
    int unused = 0;
    sqlite3_db_status(connection_.getHandle(), SQLITE_DBSTATUS_DEFERRED_FKS,
                      &open, &unused, 0);
    return open > 0;
  }

  // Moves the rows anew without those whose keys are open in the end, until
  // there is none: what depends on them may then be open, or find its place.
  void settle_open_keys() {
    if (!knows_rows()) fail_open_keys();
    std::map<std::uint64_t, Refusal> open;
    move_and_note(open);
    while (has_open_keys()) {
      if (!find_open_rows(open)) fail_open_keys();
      // Those that follow only refer to these.
      if (!task_.skips_bad_records) break;
      move_and_note(open);
    }
    add_to_refused(open);
    connection_.exec("DROP TABLE csvimport_moved");
  }

  // Begins anew: moves all but `left_out`, and notes the rowid that each record
  // gets.
  void move_and_note(const std::map<std::uint64_t, Refusal>& left_out) {
    all_.roll_back();
    changes_ = 0;
    updates_ = 0;
    refused_ = {};
    connection_.exec(
        "CREATE TEMP TABLE csvimport_moved (target INTEGER PRIMARY KEY,"
        " record INTEGER)");
    SQLite::Statement note(connection_,
                           "INSERT INTO csvimport_moved VALUES (?1, ?2)");
    const std::int64_t last = last_rowid();
    for (std::int64_t first = 1; first <= last; first += kRowsPerStep) {
      for (const std::int64_t rowid : rowids(first, first + kRowsPerStep - 1)) {
        if (left_out.contains(static_cast<std::uint64_t>(rowid))) continue;
        if (!move_one(rowid)) continue;
        note.bind(1, connection_.getLastInsertRowid());
        note.bind(2, rowid);
        note.exec();
        note.reset();
      }
    }
  }

  // A row that is updated or replaced is not told apart from others.
  [[nodiscard]] bool knows_rows() const {
    const bool inserts_only = task_.on_conflict == OnConflict::kAbort ||
                              task_.on_conflict == OnConflict::kIgnore;
    return inserts_only && (!task_.existing || task_.existing->has_rowid);
  }

  [[noreturn]] void fail_open_keys() {
    throw ImportError({database_.name()},
                      "table " + quoted_for_message(task_.schema.table) +
                          ": FOREIGN KEY constraint failed at the end of the "
                          "import");
  }

  // Adds the records whose keys are open. False if there is none.
  bool find_open_rows(std::map<std::uint64_t, Refusal>& open) {
    SQLite::Statement find(
        connection_,
        "SELECT DISTINCT record FROM pragma_foreign_key_check(?1, 'main') AS "
        "open JOIN csvimport_moved ON target = open.rowid");
    find.bind(1, task_.schema.table);
    bool found = false;
    while (find.executeStep()) {
      const auto record =
          static_cast<std::uint64_t>(find.getColumn(0).getInt64());
      open.emplace(record,
                   reasons_.reason_for(record, SQLITE_CONSTRAINT_FOREIGNKEY,
                                       "FOREIGN KEY constraint failed"));
      found = true;
    }
    return found;
  }

  // In file order.
  void add_to_refused(std::map<std::uint64_t, Refusal>& open) {
    const std::uint64_t all = ~std::uint64_t{0} - 1;
    for (const RefusedRecords::Entry& entry : refused_.among(1, all)) {
      open.emplace(entry.record, refused_.refusal(entry.refusal));
    }
    refused_ = {};
    for (const auto& [record, refusal] : open) {
      refused_.add(record, refusal);
      if (is_done()) return;
    }
  }

  TargetDatabase& database_;
  SQLite::Database& connection_;
  const TableTask& task_;
  Savepoint all_;
  Savepoint step_;
  RefusalReasons reasons_;
  std::optional<SQLite::Statement> move_;
  std::optional<SQLite::Statement> move_on_;  // where rows are refused plainly
  std::uint64_t changes_ = 0;                 // rows inserted or updated
  std::uint64_t updates_ = 0;
  RefusedRecords refused_;
};

}  // namespace

MovedRows move_rows(TargetDatabase& database, const TableTask& task,
                    std::uint64_t staged_rows) {
  return database.attempt(
      [&] { return RowMover(database, task).move(staged_rows); });
}

}  // namespace csvimport
