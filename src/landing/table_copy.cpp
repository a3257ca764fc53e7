#include "landing/table_copy.hpp"

#include "landing/duplicate_keys.hpp"
#include "landing/move_statement.hpp"
#include "landing/savepoint.hpp"
#include "target/staged_rows.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

namespace csvimport {
namespace {

constexpr const char* kDuplicates = "temp.csvimport_duplicates";

// How many rows the statement moved; none, with nothing moved, if one was
// refused.
std::optional<std::uint64_t> move_all(SQLite::Database& database,
                                      const std::string& sql) {
  SavepointStatements savepoints(database);
  Savepoint savepoint(savepoints);
  SQLite::Statement move(database, sql);
  if (run_move(database, move)) {
    savepoint.undo();
    return std::nullopt;
  }
  savepoint.keep();
  return last_changes(database);
}

// For SQL to leave them out.
void note(SQLite::Database& database, const TableTask& task,
          const RefusedRecords& duplicates) {
  database.exec(std::string("CREATE TABLE ") + kDuplicates +
                " (record INTEGER PRIMARY KEY)");
  SQLite::Statement insert(
      database, std::string("INSERT INTO ") + kDuplicates + " VALUES (?1)");
  const std::int64_t last =
      database.execAndGet(last_staged_rowid_sql(task)).getInt64();
  for (std::int64_t first = 1; first <= last; first += kRowsPerStep) {
    for (const RefusedRecords::Entry& entry :
         duplicates.among(static_cast<std::uint64_t>(first), kRowsPerStep)) {
      insert.bind(1, static_cast<std::int64_t>(entry.record));
      insert.exec();
      insert.reset();
    }
  }
}

// In the order of records, each row would have to find its place. The old
// table's constraints may refuse rows too; where there is none, a first refusal
// is all there is to know.
std::optional<MovedRows> move_all_but_duplicates(Connection& connection,
                                                 const TableTask& task,
                                                 bool goes_on) {
  MovedRows moved;
  moved.refused =
      find_duplicate_keys(connection, "staging", task.staged, task.schema);
  if (!goes_on && !task.in_database) return moved;
  SQLite::Database& database = connection.database();
  note(database, task, moved.refused);
  const auto rows = move_all(database, move_all_sql(task, kDuplicates));
  database.exec(std::string("DROP TABLE ") + kDuplicates);
  if (!rows) return std::nullopt;
  moved.inserted = *rows;
  return moved;
}

// Rowids are copied only with the index of a key, and chosen anew else: that is
// the same unless some records are missing.
bool loses_rowids(SQLite::Database& database, const TableTask& task) {
  return kept_rowid(task) && task.staged.primary_key.empty() &&
         has_staged_gaps(database, task);
}

}  // namespace

std::optional<MovedRows> copy_table(Connection& connection,
                                    const TableTask& task, bool goes_on) {
  if (loses_rowids(connection.database(), task)) return std::nullopt;
  if (const auto rows = move_all(connection.database(), move_all_sql(task))) {
    MovedRows moved;
    moved.inserted = *rows;
    return moved;
  }
  if (!task.makes_table() || !rowid_column(task.schema)) return std::nullopt;
  return move_all_but_duplicates(connection, task, goes_on);
}

}  // namespace csvimport
