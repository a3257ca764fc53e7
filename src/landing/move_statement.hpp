#pragma once

// Statements that move rows, any of which the target may refuse.

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <optional>
#include <string>

namespace csvimport {

// Why SQLite refused a row.
struct RowFailure {
  int code = 0;  // the extended one
  std::string message;
};

// Runs the statement to its end, and makes it ready to be run again. The reason
// if a row was refused. Throws Interrupted, and SQLite::Exception for what is
// not about a row.
std::optional<RowFailure> run_move(SQLite::Database& database,
                                   SQLite::Statement& statement);

// How many rows the last statement inserted or updated.
std::uint64_t last_changes(SQLite::Database& database);

// Whether the row's key, or that of a row which a trigger makes, is there
// already.
bool is_conflict(const RowFailure& failure);

// Whether an INSERT OR FAIL that fails so keeps what it has moved.
bool leaves_rows_before(const RowFailure& failure);

// Whether the transaction is gone: a constraint or a trigger may do that.
bool has_lost_transaction(SQLite::Database& database);

}  // namespace csvimport
