#include "landing/move_statement.hpp"

#include "base/interrupt.hpp"
#include "landing/refusal.hpp"

#include <sqlite3.h>

namespace csvimport {

std::optional<RowFailure> run_move(SQLite::Database& database,
                                   SQLite::Statement& statement) {
  throw_if_interrupted();
  const int code = statement.tryExecuteStep();
  std::optional<RowFailure> failure;
  if (code != SQLITE_DONE) {
    failure = {database.getExtendedErrorCode(), database.getErrorMsg()};
  }
  (void)statement.tryReset();
  if (failure && !is_refusal(failure->code)) {
    throw SQLite::Exception(failure->message, failure->code);
  }
  return failure;
}

std::uint64_t last_changes(SQLite::Database& database) {
  return static_cast<std::uint64_t>(sqlite3_changes64(database.getHandle()));
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

bool has_lost_transaction(SQLite::Database& database) {
  return sqlite3_get_autocommit(database.getHandle()) != 0;
}

}  // namespace csvimport
