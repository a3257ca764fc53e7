#include "landing/table_mover.hpp"

#include "base/import_error.hpp"
#include "base/message_text.hpp"
#include "foreign_keys/foreign_keys_off.hpp"
#include "foreign_keys/open_keys.hpp"
#include "landing/row_ways.hpp"
#include "landing/savepoint.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <limits>
#include <optional>

namespace csvimport {
namespace {

constexpr std::uint64_t kAfterAll = std::numeric_limits<std::int64_t>::max();

std::vector<std::string> names_of(const std::vector<StagedTable>& tables) {
  std::vector<std::string> names;
  names.reserve(tables.size());
  for (const auto& [task, rows] : tables) names.push_back(task.schema.table);
  return names;
}

class TableMover {
 public:
  TableMover(TargetDatabase& database, const std::vector<StagedTable>& tables,
             bool own_keys_only, ReferringRows& referring,
             ChildIndexes& indexes)
      : database_(database),
        tables_(tables),
        referring_(referring),
        indexes_(indexes),
        start_(database.connection(), "all_tables"),
        suspects_(tables.size()) {
    for (const StagedTable& table : tables) {
      keys_.emplace_back(database, table.task);
      goes_on_ &= table.task.skips_bad_records;
      may_take_places_ |= table.task.on_conflict == OnConflict::kReplace ||
                          table.task.on_conflict == OnConflict::kUpdate;
    }
    if (own_keys_only && !has_open_keys(database)) take_over_keys();
  }

  std::vector<MovedRows> move() {
    const bool skips = goes_on_;
    start_.set();
    for (;; start_.roll_back()) {
      const bool is_ended = !move_once();
      if (is_ended && (has_suspects_ || !may_be_preceded())) break;
      if (!is_ended && !suspect_more()) break;
      // Once all suspects are known, the first record refused is the first bad
      // one.
      goes_on_ = skips || is_ended;
    }
    return std::move(moved_);
  }

 private:
  // Has SQLite leave the keys to us. It would look for rows that refer to each
  // one that is inserted as long as any key is open, and so through the whole
  // table where that has no index for it.
  void take_over_keys() {
    // SQLite still says which of the tables' keys do not fit their parents, and
    // would of those that refer to them too, were keys not judged at once.
    SQLite::Database& connection = database_.connection();
    connection.exec("PRAGMA defer_foreign_keys = OFF");
    for (const auto& [task, rows] : tables_) {
      if (task.makes_table()) continue;
      database_.check_inserts(*task.in_database, column_names_of(task.schema));
    }
    connection.exec("PRAGMA defer_foreign_keys = ON");
    keys_off_.emplace(connection);
    indexes_.drop();
  }

  // False if a refused record has ended it.
  bool move_once() {
    moved_.assign(tables_.size(), {});
    for (std::size_t i = 0; i < tables_.size(); ++i) {
      indexes_.make_for_rows(tables_[i]);
      moved_[i] = move_rows(database_, tables_[i].task, suspects_[i], goes_on_);
      const RefusedRecords& refused = moved_[i].refused;
      if (refused.ends_import()) has_suspects_ = true;  // look for no others
      if (refused.size() > 0 && (!goes_on_ || refused.ends_import())) {
        return false;
      }
    }
    return true;
  }

  // Whether keys are open of rows before the refused record that has ended it:
  // then it may not be the first bad one.
  bool may_be_preceded() {
    if (!keys_off_) return has_open_keys(database_);
    for (std::size_t i = 0; i < tables_.size(); ++i) {
      const std::optional<std::uint64_t> refused = moved_[i].refused.first();
      if (keys_[i].has_any_below(refused.value_or(kAfterAll))) return true;
      if (refused) break;
    }
    return false;
  }

  // False if no key is open. Else records are at fault that have not been
  // suspected so far, or were cleared of it too soon.
  bool suspect_more() {
    if (!keys_off_ && !has_open_keys(database_)) return false;
    bool has_more = false;
    bool was_any_cleared = false;
    for (std::size_t i = 0; i < tables_.size(); ++i) {
      has_more |= keys_[i].add_to(suspects_[i].records);
      was_any_cleared |= moved_[i].cleared > 0;
    }
    has_suspects_ |= has_more;
    if (keys_off_ && has_more && may_take_places_) return start_over();
    if (keys_off_ && has_more) return true;
    if (keys_off_) return give_back_keys();
    if (!has_more && !was_any_cleared) fail_open_keys();
    for (Suspects& suspects : suspects_) suspects.may_be_cleared = has_more;
    return true;
  }

  // No record explains them. Whatever SQLite judges is watched.
  [[noreturn]] void fail_open_keys() {
    const std::optional<BrokenReference> broken = referring_.find_broken();
    throw ImportError(
        {database_.name()},
        broken
            ? "table " + quoted_for_message(broken->child) +
                  " refers to rows of " + quoted_for_message(broken->parent) +
                  " that are not there at the end of the import"
            : "FOREIGN KEY constraint failed at the end of the import");
  }

  // Has SQLite judge the keys, as a suspect may not be what is in the table in
  // the end.
  bool start_over() {
    watch_keys();
    keys_off_.reset();
    suspects_.assign(tables_.size(), {});
    has_suspects_ = false;
    return true;
  }

  // Nothing is moved then.
  void watch_keys() {
    start_.roll_back();
    if (referring_.is_watching()) return;
    start_.release();  // or what is noted would be rolled back too
    referring_.watch(names_of(tables_));
    start_.set();
  }

  // Rows that were refused may have made room for those that others refer to:
  // then SQLite is to judge the keys, if it can. False if that is not so.
  bool give_back_keys() {
    if (!may_give_back_) return false;
    may_give_back_ = false;
    bool has_closed = false;
    for (const OpenKeys& keys : keys_) has_closed |= keys.has_closed();
    if (!has_closed) return false;
    watch_keys();
    // SQLite can count the open keys only where none was open before.
    if (referring_.had_broken()) return true;
    keys_off_.reset();
    for (Suspects& suspects : suspects_) suspects.may_be_cleared = true;
    return true;
  }

  TargetDatabase& database_;
  const std::vector<StagedTable>& tables_;
  ReferringRows& referring_;
  ChildIndexes& indexes_;
  Savepoint start_;
  std::vector<OpenKeys> keys_;      // of each table
  std::vector<Suspects> suspects_;  // of each table
  std::vector<MovedRows> moved_;    // of each table
  bool has_suspects_ = false;
  bool may_give_back_ = true;
  bool may_take_places_ = false;            // a row, that of another
  bool goes_on_ = true;                     // past records that are refused
  std::optional<ForeignKeysOff> keys_off_;  // if keys are judged here
};

}  // namespace

bool opens_own_keys_only(TargetDatabase& database, const TableTask& task) {
  const RowWays ways = ways_of(database, task);
  return !ways.has_triggers && !ways.has_conflict_clauses &&
         ways.keeps_referred_keys && OpenKeys(database, task).knows_all();
}

std::vector<MovedRows> move_tables(TargetDatabase& database,
                                   const std::vector<StagedTable>& tables,
                                   bool own_keys_only, ReferringRows& referring,
                                   ChildIndexes& indexes) {
  return database.attempt([&] {
    return TableMover(database, tables, own_keys_only, referring, indexes)
        .move();
  });
}

bool is_given_up(const std::vector<StagedTable>& tables,
                 const std::vector<MovedRows>& moved) {
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const RefusedRecords& refused = moved[i].refused;
    if (refused.size() > 0 &&
        (refused.ends_import() || !tables[i].task.skips_bad_records)) {
      return true;
    }
  }
  return false;
}

}  // namespace csvimport
