#pragma once

// A row that SQLite did not take, and what that is to the user.

#include "rejects/refused_records.hpp"
#include "target/table_task.hpp"

#include <string>

namespace csvimport {

// What SQLite said of a statement that failed.
struct RowFailure {
  int code = 0;  // the extended one
  std::string message;
};

// Whether it is about a row that does not fit the table, where others may.
bool is_refusal(const RowFailure& failure);

// Whether the row's key, or that of a row which a trigger makes, is there
// already.
bool is_conflict(const RowFailure& failure);

// Whether an INSERT OR FAIL that fails so keeps what it has moved.
bool leaves_rows_before(const RowFailure& failure);

// The way out for a record whose key is there already; rows can only be updated
// by the key that --on-conflict goes by.
std::string conflict_advice(bool may_update);

// Why the record of a row of `task` is refused.
Refusal refusal_of(const RowFailure& failure, const TableTask& task);

}  // namespace csvimport
