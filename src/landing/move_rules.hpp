#pragma once

// What a table does with the rows that come decides how they may be moved.

#include "target/table_task.hpp"

#include <string>

namespace SQLite {
class Database;
}  // namespace SQLite

namespace csvimport {

// The ways that lead to the same table and the same counts as moving each row
// alone.
struct MoveRules {
  // Triggers do more with a row than to put it there.
  bool has_triggers = false;
  // They do nothing but to keep full-text tables, all of it undone by SQLite
  // where a row is refused.
  bool feeds_search_only = false;
  // What a row that is refused has done is to be undone. Other triggers may
  // have done it; or SQLite, which takes the entries of a row that is to be
  // replaced out of indexes, and finds only then that a value has the wrong
  // type for a STRICT table (3.40 does so).
  bool undoes_refused = false;
  // An INSERT that is refused may leave what its triggers have done: they FAIL.
  bool inserts_in_part = false;
  // Constraints say themselves what becomes of rows that break them.
  bool has_conflict_clauses = false;
  // Rows that are changed or replaced keep the keys by which others refer to
  // them, and others are not changed for it.
  bool keeps_referred_keys = true;
  // All at once, if nothing is refused.
  bool moves_whole = false;
  // Past the indexes, which are filled behind the rows.
  bool moves_sorted = false;
  // It has indexes, so that rows go to pages all over these.
  bool has_indexes = false;
  // Many rows by one statement, if nothing is refused.
  bool moves_sets = false;
  // Many rows by one statement, up to the first that is refused; the ones
  // before it stay.
  bool moves_until_refused = false;
  // Rows that replace others go by a statement of their own.
  bool replaces_alone = false;
  // Each row that comes takes the place of one at most, so as many are replaced
  // as the table does not grow.
  bool counts_growth = false;
  // How the statement for one row, or for many, begins.
  std::string insert = "INSERT";
};

// Of a table that is there by now.
MoveRules move_rules_of(SQLite::Database& database, const TableTask& task);

}  // namespace csvimport
