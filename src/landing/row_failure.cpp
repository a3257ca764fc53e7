#include "landing/row_failure.hpp"

#include "schema/names.hpp"

#include <sqlite3.h>

#include <cstddef>
#include <set>
#include <string_view>
#include <vector>

namespace csvimport {
namespace {

constexpr std::string_view kSeparator = ", ";

// What stands behind the words that SQLite puts before names of columns; all of
// the message if there are none.
std::string_view names_in(std::string_view message) {
  for (const std::string_view before : {" constraint failed: ", " column "}) {
    const std::size_t at = message.find(before);
    if (at != message.npos) return message.substr(at + before.size());
  }
  return message;
}

// Whether `list` begins with that item.
bool starts_with_item(std::string_view list, std::string_view item) {
  if (!same_name(list.substr(0, item.size()), item)) return false;
  const std::string_view rest = list.substr(item.size());
  return rest.empty() || rest.starts_with(kSeparator);
}

// SQLite names columns as "UNIQUE constraint failed: t.a, t.b" and "cannot
// store TEXT value in INTEGER column t.a". A name may have a ", " in it, so the
// longest one that fits at its place is taken.
std::vector<std::size_t> columns_named_in(const std::string& message,
                                          const TableSchema& schema) {
  std::set<std::size_t> places;
  std::string_view list = names_in(message);
  while (!list.empty()) {
    std::size_t longest = 0;
    std::size_t place = 0;
    for (std::size_t i = 0; i < schema.columns.size(); ++i) {
      const std::string full = schema.table + '.' + schema.columns[i].name;
      if (full.size() <= longest || !starts_with_item(list, full)) continue;
      longest = full.size();
      place = i;
    }
    if (longest > 0) places.insert(place);
    const std::size_t end = list.find(kSeparator, longest);
    if (end == list.npos) break;
    list.remove_prefix(end + kSeparator.size());
  }
  return {places.begin(), places.end()};
}

}  // namespace

bool is_refusal(const RowFailure& failure) {
  const int primary = failure.code & 0xFF;
  // An expression that fails is SQLITE_ERROR: what else is would have shown
  // when the statement was compiled.
  return primary == SQLITE_CONSTRAINT || primary == SQLITE_MISMATCH ||
         primary == SQLITE_TOOBIG || primary == SQLITE_ERROR;
}

bool is_conflict(const RowFailure& failure) {
  return failure.code == SQLITE_CONSTRAINT_UNIQUE ||
         failure.code == SQLITE_CONSTRAINT_PRIMARYKEY ||
         failure.code == SQLITE_CONSTRAINT_ROWID;
}

// FAIL is ABORT for all others ("The ON CONFLICT Clause", section 2).
bool leaves_rows_before(const RowFailure& failure) {
  return is_conflict(failure) || failure.code == SQLITE_CONSTRAINT_NOTNULL ||
         failure.code == SQLITE_CONSTRAINT_CHECK;
}

std::string conflict_advice(bool may_update) {
  return std::string("; if keys may come again, use --on-conflict ignore") +
         (may_update ? ", replace or update" : " or replace");
}

Refusal refusal_of(const RowFailure& failure, const TableTask& task) {
  if ((failure.code & 0xFF) == SQLITE_MISMATCH) {
    return {
        "not an integer, as the table's key is",
        places_of(task.in_database ? task.in_database->primary_key : task.key,
                  task.schema)};
  }
  Refusal refusal{failure.message,
                  columns_named_in(failure.message, task.schema)};
  // A key of no column of the table's is that of a row which a trigger makes.
  const bool wants_advice =
      !task.skips_bad_records && task.on_conflict == OnConflict::kAbort;
  if (wants_advice && is_conflict(failure) && !refusal.columns.empty()) {
    refusal.advice =
        conflict_advice(refusal.columns == places_of(task.key, task.schema));
  }
  return refusal;
}

}  // namespace csvimport
