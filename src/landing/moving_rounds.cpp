#include "landing/moving_rounds.hpp"

#include "base/import_error.hpp"
#include "base/message_text.hpp"
#include "foreign_keys/foreign_keys_off.hpp"
#include "foreign_keys/open_keys.hpp"
#include "landing/move_rules.hpp"
#include "landing/savepoint.hpp"
#include "landing/table_move.hpp"
#include "target/catalog.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <optional>

namespace csvimport {
namespace {

constexpr std::int64_t kLastRowid = std::numeric_limits<std::int64_t>::max();

class MovingRounds {
 public:
  MovingRounds(Connection& connection, const std::vector<TableTask>& tasks,
               const std::vector<std::size_t>& order, bool own_keys_only,
               ReferringRows& referring, ChildIndexes& indexes)
      : connection_(connection),
        order_(order),
        referring_(referring),
        indexes_(indexes),
        savepoints_(connection.database()) {
    for (const std::size_t number : order) {
      const TableTask& task = tasks[number];
      tables_.push_back({task,
                         move_rules_of(connection.database(), task),
                         OpenKeys(connection.database(), task),
                         {},
                         {}});
      tries_all_ &= task.skips_bad_records;
    }
    // The first that is refused may not be the first as files come.
    tries_all_ |= !std::is_sorted(order.begin(), order.end());
    if (own_keys_only && !has_open_keys(connection.database()))
      take_over_keys();
  }

  std::vector<MovedRows> move() {
    for (bool goes_on = tries_all_;;) {
      Savepoint round(savepoints_);
      if (move_once(goes_on)) {
        stay_out_ = keys_off_ && (stay_out_ || has_inserted_all());
        if (!exclude_more()) break;
        goes_on = tries_all_;
      } else {
        if (has_excluded() || !may_be_preceded()) break;
        goes_on = true;
      }
      round.undo();
    }
    std::vector<MovedRows> moved(tables_.size());
    for (std::size_t i = 0; i < tables_.size(); ++i) {
      moved[order_[i]] = std::move(tables_[i].moved);
    }
    return moved;
  }

 private:
  struct Table {
    const TableTask& task;
    MoveRules rules;
    OpenKeys keys;
    RefusedRecords excluded;
    MovedRows moved;  // by the last round
  };

  // Has SQLite look at no keys. While any key is open, it would look for rows
  // that refer to each one that is inserted, and so through the whole table
  // where that has no index for it.
  void take_over_keys() {
    // SQLite still says which of the tables' keys do not fit their parents, and
    // would of those that refer to them too, were keys not judged at once.
    SQLite::Database& database = connection_.database();
    database.exec("PRAGMA defer_foreign_keys = OFF");
    for (const Table& table : tables_) {
      if (table.task.makes_table()) continue;
      check_inserts(connection_, *table.task.in_database,
                    column_names_of(table.task.schema));
    }
    database.exec("PRAGMA defer_foreign_keys = ON");
    keys_off_.emplace(database);
    indexes_.drop();
  }

  // False if a refused record has ended the round.
  bool move_once(bool goes_on) {
    for (Table& table : tables_) table.moved = {};
    for (Table& table : tables_) {
      if (!keys_off_) make_indexes(table);
      const Excluded excluded{
          table.excluded,
          [&](std::int64_t record) { return opens_key(table, record); },
          stay_out_};
      table.moved =
          move_table(connection_, table.task, table.rules, excluded, goes_on);
      const RefusedRecords& refused = table.moved.refused;
      if (refused.ends_import() || (refused.size() > 0 && !goes_on)) {
        return false;
      }
    }
    return true;
  }

  // SQLite looks for rows that refer to those that go, and to those that come
  // while keys are open.
  void make_indexes(const Table& table) {
    const TableTask& task = table.task;
    const bool looks_for_children = has_open_keys(connection_.database()) ||
                                    task.on_conflict == OnConflict::kReplace ||
                                    table.rules.has_conflict_clauses ||
                                    !table.rules.keeps_referred_keys;
    indexes_.make_for_rows(task.schema.table, task.rows, looks_for_children);
  }

  bool opens_key(Table& table, std::int64_t record) {
    if (is_strict_) return true;
    return keys_off_ ? table.keys.has_any(record, record)
                     : has_open_keys(connection_.database());
  }

  [[nodiscard]] bool has_inserted_all() const {
    return std::all_of(tables_.begin(), tables_.end(), [](const Table& table) {
      return table.moved.inserted == table.task.rows;
    });
  }

  [[nodiscard]] bool has_excluded() const {
    return std::any_of(tables_.begin(), tables_.end(), [](const Table& table) {
      return table.excluded.size() > 0;
    });
  }

  // Whether keys are open of rows before the refused record that has ended the
  // round: then it may not be the first bad one.
  bool may_be_preceded() {
    for (Table& table : tables_) {
      const RefusedRecords& refused = table.moved.refused;
      if (refused.ends_import()) return false;
      if (!keys_off_) continue;
      const auto first =
          static_cast<std::int64_t>(refused.first().value_or(kLastRowid));
      if (table.keys.has_any(1, first - 1)) return true;
      if (refused.size() > 0) return false;
    }
    return has_open_keys(connection_.database());
  }

  // Excludes the records whose keys are open now. False if no key is open but
  // those of excluded ones.
  bool exclude_more() {
    if (!keys_off_ && !has_open_keys(connection_.database())) return false;
    bool has_more = false;
    for (Table& table : tables_) {
      has_more |= table.keys.add_to(table.excluded);
    }
    if (has_more || keys_off_) return has_more;
    if (is_strict_ || !has_excluded()) fail_open_keys();
    return is_strict_ = true;
  }

  // No record explains them. Whatever SQLite judges is watched.
  [[noreturn]] void fail_open_keys() {
    const std::optional<BrokenReference> broken = referring_.find_broken();
    throw ImportError(
        {connection_.name()},
        broken
            ? "table " + quoted_for_message(broken->child) +
                  " refers to rows of " + quoted_for_message(broken->parent) +
                  " that are not there at the end of the import"
            : "FOREIGN KEY constraint failed at the end of the import");
  }

  Connection& connection_;
  const std::vector<std::size_t>& order_;
  ReferringRows& referring_;
  ChildIndexes& indexes_;
  SavepointStatements savepoints_;
  std::vector<Table> tables_;  // in order
  bool tries_all_ = true;      // past records that are refused, of all tables
  bool is_strict_ = false;     // no excluded record is let in again
  // Each record counts by itself, and a round has inserted all: then one that
  // has fewer refuses none for its own sake, and closes no key.
  bool stay_out_ = false;
  std::optional<ForeignKeysOff> keys_off_;  // none: SQLite judges keys
};

}  // namespace

bool opens_own_keys_only(Connection& connection, const TableTask& task) {
  const MoveRules rules = move_rules_of(connection.database(), task);
  return (!rules.has_triggers || rules.feeds_search_only) &&
         !rules.has_conflict_clauses && rules.keeps_referred_keys &&
         OpenKeys(connection.database(), task).knows_all();
}

std::vector<MovedRows> move_in_rounds(Connection& connection,
                                      const std::vector<TableTask>& tasks,
                                      const std::vector<std::size_t>& order,
                                      bool own_keys_only,
                                      ReferringRows& referring,
                                      ChildIndexes& indexes) {
  return MovingRounds(connection, tasks, order, own_keys_only, referring,
                      indexes)
      .move();
}

bool is_given_up(const std::vector<TableTask>& tasks,
                 const std::vector<MovedRows>& moved) {
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    const RefusedRecords& refused = moved[i].refused;
    if (refused.ends_import()) return true;
    if (refused.size() > 0 && !tasks[i].skips_bad_records) return true;
  }
  return false;
}

}  // namespace csvimport
