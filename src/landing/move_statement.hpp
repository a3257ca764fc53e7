#pragma once

// The statements that move rows, any of which the target may refuse.

#include "landing/row_failure.hpp"
#include "target/table_task.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace csvimport {

// Moves the staged rows with rowids from ?1 to ?2, by the statement that begins
// with `insert`: "INSERT", or "INSERT OR FAIL". Rows of whose rowids the
// function `is_left_out` is true, if there is one, are left out.
std::string move_rows_sql(const TableTask& task, const std::string& insert,
                          const std::string& is_left_out = {});

// Moves all rows, which are whole, with the rowids that come; SQLite copies
// records as they are where it can. Where a column is the rowid, they come in
// its order. Rows whose rowids are in the table `excepted`, if there is one,
// are left out.
std::string move_all_sql(const TableTask& task,
                         const std::string& excepted = {});

// The functions that move_rows_sql() calls: for each row that is updated, and
// for one that may be left out.
inline constexpr const char* kNoteUpdate = "csvimport_note_update";
inline constexpr const char* kIsLeftOut = "csvimport_is_left_out";

// Makes both of them, in place of earlier ones: one counts in `updates`, and
// the other looks into `left_out`, rowids that ascend. Borrows all.
void make_move_functions(SQLite::Database& database, std::uint64_t& updates,
                         std::vector<std::uint64_t>& left_out);

// Runs the statement to its end, and makes it ready to be run again. The reason
// if a row was refused. Throws Interrupted, and SQLite::Exception for what is
// not about a row.
std::optional<RowFailure> run_move(SQLite::Database& database,
                                   SQLite::Statement& statement);

// How many rows the last statement inserted or updated.
std::uint64_t last_changes(SQLite::Database& database);

// Whether the transaction is gone: a constraint or a trigger may do that.
bool has_lost_transaction(SQLite::Database& database);

}  // namespace csvimport
