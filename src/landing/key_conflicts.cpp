#include "landing/key_conflicts.hpp"

#include "target/staged_rows.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <string>

namespace csvimport {

KeyConflicts::KeyConflicts(SQLite::Database& database, const TableTask& task,
                           bool has_triggers)
    : database_(database),
      task_(task),
      has_triggers_(has_triggers),
      keys_(unique_keys_of(database_, task.schema.table)) {}

bool KeyConflicts::is_own(const RowFailure& failure, std::int64_t rowid) {
  if (!is_conflict(failure)) return false;
  for (const UniqueKey& key : keys_) {
    if (failure.message !=
        "UNIQUE constraint failed: " + failure_of(key, task_.schema.table)) {
      continue;
    }
    return !has_triggers_ || is_there(key, rowid);
  }
  return false;
}

bool KeyConflicts::is_there(const UniqueKey& key, std::int64_t rowid) {
  std::string same;
  for (std::size_t i = 0; i < key.columns.size(); ++i) {
    const auto staged =
        staged_column(task_.staged, task_.schema, key.columns[i]);
    if (!staged) return true;
    same += " AND t." + quote_identifier(key.columns[i]) + " = s." + *staged +
            " COLLATE " + quote_identifier(key.collations[i]);
  }
  SQLite::Statement find(
      database_, "SELECT 1 FROM staging." +
                     quote_identifier(task_.staged.table) +
                     " AS s NOT INDEXED, " + main_name(task_.schema.table) +
                     " AS t WHERE s." + staged_rowid(task_) + " = ?1" + same);
  find.bind(1, rowid);
  return find.executeStep();
}

}  // namespace csvimport
