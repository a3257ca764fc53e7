#include "landing/table_mover.hpp"

#include "landing/open_keys.hpp"
#include "landing/savepoint.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

namespace csvimport {
namespace {

class TableMover {
 public:
  TableMover(TargetDatabase& database, const std::vector<StagedTable>& tables)
      : database_(database),
        tables_(tables),
        start_(database.connection(), "all_tables") {}

  std::vector<MovedRows> move() {
    start_.set();
    while (!move_once() && has_open_keys(database_)) {
      suspect_more();
      start_.roll_back();
    }
    if (!is_given_up(tables_, moved_)) start_.release();
    return std::move(moved_);
  }

 private:
  // Whether a refused record has ended it.
  bool move_once() {
    moved_.assign(tables_.size(), {});
    for (std::size_t i = 0; i < tables_.size(); ++i) {
      moved_[i] = move_rows(database_, tables_[i].task, tables_[i].rows,
                            suspects_of(i));
      for (std::size_t k = 0; k <= i; ++k) {
        if (ends_with(moved_[k].refused, database_, tables_[k].task,
                      suspects_of(k))) {
          return true;
        }
      }
    }
    return false;
  }

  [[nodiscard]] const Suspects* suspects_of(std::size_t table) const {
    return suspects_.empty() ? nullptr : &suspects_[table];
  }

  // Keys are open, so records are at fault that have not been suspected so far,
  // or were cleared of it too soon.
  void suspect_more() {
    suspects_.resize(tables_.size());
    bool has_more = false;
    bool was_any_cleared = false;
    for (std::size_t i = 0; i < tables_.size(); ++i) {
      OpenKeys keys(database_, tables_[i].task);
      has_more |= keys.add_to(suspects_[i].records);
      was_any_cleared |= moved_[i].cleared > 0;
    }
    if (!has_more && !was_any_cleared) fail_open_keys(database_);
    for (Suspects& suspects : suspects_) suspects.may_be_cleared = has_more;
  }

  TargetDatabase& database_;
  const std::vector<StagedTable>& tables_;
  Savepoint start_;
  std::vector<Suspects> suspects_;  // of each table; none at first
  std::vector<MovedRows> moved_;
};

}  // namespace

std::vector<MovedRows> move_tables(TargetDatabase& database,
                                   const std::vector<StagedTable>& tables) {
  return database.attempt([&] { return TableMover(database, tables).move(); });
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
