#include "landing/row_ways.hpp"

#include "schema/names.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

namespace csvimport {
namespace {

// Whether a query, whose parameter is the table's name, gives a row.
bool finds_any(TargetDatabase& database, const TableTask& task,
               const std::string& sql) {
  SQLite::Statement select(database.connection(), sql);
  select.bind(1, task.schema.table);
  return select.executeStep();
}

// Whether what is declared of the table, or of what its triggers may come to,
// can roll back the transaction. The word may stand for something else there,
// which costs nothing but time.
bool may_roll_back(TargetDatabase& database, const TableTask& task) {
  return finds_any(
      database, task,
      "SELECT 1 FROM main.sqlite_schema WHERE sql LIKE '%ROLLBACK%' AND "
      "(tbl_name = ?1 COLLATE NOCASE OR EXISTS (SELECT 1 FROM "
      "main.sqlite_schema WHERE type = 'trigger' AND tbl_name = ?1 COLLATE "
      "NOCASE))");
}

// Whether constraints say themselves what becomes of rows that break them.
bool has_conflict_clauses(TargetDatabase& database, const TableTask& task) {
  return finds_any(database, task,
                   "SELECT 1 FROM main.sqlite_schema WHERE type = 'table' AND "
                   "name = ?1 COLLATE NOCASE AND sql LIKE '%ON%CONFLICT%'");
}

// Whether a row may be in the way of another by several keys.
bool has_several_keys(TargetDatabase& database, const TableTask& task) {
  return finds_any(
      database, task,
      "SELECT 1 WHERE (SELECT count(*) FROM pragma_index_list(?1, 'main') "
      "WHERE \"unique\") + (EXISTS (SELECT 1 FROM pragma_table_info(?1, "
      "'main') WHERE pk > 0) AND NOT EXISTS (SELECT 1 FROM "
      "pragma_index_list(?1, 'main') WHERE origin = 'pk')) > 1");
}

// Whether rows of the table may go with others that they refer to.
bool may_lose_rows(TargetDatabase& database, const TableTask& task) {
  return finds_any(
      database, task,
      "SELECT 1 FROM main.sqlite_schema AS t, "
      "pragma_foreign_key_list(t.name, 'main') AS k WHERE t.type = 'table' AND "
      "k.\"table\" = ?1 COLLATE NOCASE AND k.on_delete = 'CASCADE'");
}

// Whether OR REPLACE would make the default of a NULL.
bool may_get_defaults(TargetDatabase& database, const TableTask& task) {
  SQLite::Statement columns(database.connection(),
                            "SELECT name FROM pragma_table_info(?1, 'main') "
                            "WHERE \"notnull\" AND dflt_value IS NOT NULL");
  columns.bind(1, task.schema.table);
  const std::vector<std::string> given = column_names_of(task.schema);
  while (columns.executeStep()) {
    if (find_name(columns.getColumn(0).getString(), given)) return true;
  }
  return false;
}

bool moves_whole(const TableTask& task) {
  return task.has_whole_rows() && task.staged_is_sound &&
         task.on_conflict == OnConflict::kAbort &&
         (task.makes_table() || task.existing->is_plain);
}

}  // namespace

RowWays ways_of(TargetDatabase& database, const TableTask& task) {
  RowWays ways;
  ways.has_triggers = !task.makes_table() && task.existing->has_triggers;
  ways.moves_whole = moves_whole(task);
  const bool has_clauses = has_conflict_clauses(database, task);
  ways.has_conflict_clauses = has_clauses;
  const bool replaces = task.on_conflict == OnConflict::kReplace;
  ways.replaces_alone =
      replaces &&
      (ways.has_triggers || has_several_keys(database, task) ||
       may_lose_rows(database, task) || may_get_defaults(database, task));
  if (ways.replaces_alone) {
    if (has_clauses) ways.insert = "INSERT OR ABORT";
  } else if (replaces) {
    ways.insert = "INSERT OR REPLACE";
  }
  if (may_roll_back(database, task)) return ways;
  // Which updates a trigger ignores is seen of single rows only.
  const bool is_mute =
      task.on_conflict == OnConflict::kUpdate && ways.has_triggers;
  ways.moves_sets = !is_mute && !ways.replaces_alone;
  const bool inserts_only =
      task.on_conflict == OnConflict::kAbort && !has_clauses;
  ways.moves_until_refused =
      !ways.has_triggers && (inserts_only || ways.replaces_alone);
  return ways;
}

}  // namespace csvimport
