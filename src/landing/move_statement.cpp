#include "landing/move_statement.hpp"

#include "base/interrupt.hpp"
#include "schema/names.hpp"
#include "target/staged_rows.hpp"

#include <sqlite3.h>

#include <algorithm>

namespace csvimport {
namespace {

// What an INSERT does about conflicts, at its end.
std::string conflict_clause(const TableTask& task) {
  if (task.on_conflict == OnConflict::kIgnore) return " ON CONFLICT DO NOTHING";
  if (task.on_conflict != OnConflict::kUpdate) return "";
  std::string values;
  for (const Column& column : task.schema.columns) {
    if (find_name(column.name, task.key)) continue;
    const std::string name = quote_identifier(column.name);
    values += (values.empty() ? "" : ", ") + name + " = excluded." + name;
  }
  const std::string conflict = " ON CONFLICT (" + quoted_list(task.key) + ")";
  if (values.empty()) return conflict + " DO NOTHING";
  return conflict + " DO UPDATE SET " + values + " WHERE " + kNoteUpdate + "()";
}

// What the row has in the column whose key the staged row brings.
std::string kept_value(const TableTask& task, const std::string& column) {
  std::string same;
  for (const std::string& name : task.key) {
    const auto staged = staged_column(task.staged, task.schema, name);
    same += (same.empty() ? "" : " AND ") + ("kept." + quote_identifier(name)) +
            " = staging." + quote_identifier(task.staged.table) + '.' +
            staged.value_or("NULL");
  }
  return "(SELECT kept." + quote_identifier(column) + " FROM " +
         main_name(task.schema.table) + " AS kept WHERE " + same + ')';
}

void note_update(sqlite3_context* context, int /*count*/,
                 sqlite3_value** /*values*/) {
  ++*static_cast<std::uint64_t*>(sqlite3_user_data(context));
  sqlite3_result_int(context, 1);
}

void is_left_out(sqlite3_context* context, int /*count*/,
                 sqlite3_value** values) {
  const auto& left_out = *static_cast<const std::vector<std::uint64_t>*>(
      sqlite3_user_data(context));
  const auto rowid = static_cast<std::uint64_t>(sqlite3_value_int64(values[0]));
  sqlite3_result_int(
      context, std::binary_search(left_out.begin(), left_out.end(), rowid));
}

}  // namespace

void make_move_functions(SQLite::Database& database, std::uint64_t& updates,
                         std::vector<std::uint64_t>& left_out) {
  database.createFunction(kNoteUpdate, 0, false, &updates, note_update);
  database.createFunction(kIsLeftOut, 1, false, &left_out, is_left_out);
}

std::string move_rows_sql(const TableTask& task, const std::string& insert,
                          const std::string& is_left_out) {
  std::string columns = quoted_list(column_names_of(task.schema));
  std::string values = quoted_list(column_names_of(task.staged));
  for (const std::string& name : task.kept_columns()) {
    columns += ", " + quote_identifier(name);
    values += ", " + kept_value(task, name);
  }
  const std::string rowid = staged_rowid(task);
  if (const auto kept = kept_rowid(task)) {
    columns = *kept + ", " + columns;
    values = rowid + ", " + values;
  }
  return insert + " INTO " + main_name(task.schema.table) + " (" + columns +
         ") SELECT " + values + " FROM " + staged_rows(task) + " WHERE " +
         rowid + " BETWEEN ?1 AND ?2" +
         (is_left_out.empty() ? ""
                              : " AND NOT " + is_left_out + '(' + rowid + ')') +
         conflict_clause(task);
}

std::string move_all_sql(const TableTask& task, const std::string& excepted) {
  std::string sql = "INSERT INTO " + main_name(task.schema.table) +
                    " SELECT * FROM staging." +
                    quote_identifier(task.staged.table);
  if (!excepted.empty()) {
    sql += " WHERE " + staged_rowid(task) + " NOT IN " + excepted;
  }
  const std::optional<std::size_t> key = rowid_column(task.schema);
  if (!key || rowid_column(task.staged)) return sql;
  return sql + " ORDER BY " + quote_identifier(task.staged.columns[*key].name);
}

std::optional<RowFailure> run_move(SQLite::Database& database,
                                   SQLite::Statement& statement) {
  throw_if_interrupted();
  const int code = statement.tryExecuteStep();
  std::optional<RowFailure> failure;
  if (code != SQLITE_DONE) {
    failure = {database.getExtendedErrorCode(), database.getErrorMsg()};
  }
  (void)statement.tryReset();
  if (failure && !is_refusal(*failure)) {
    throw SQLite::Exception(failure->message, failure->code);
  }
  return failure;
}

std::uint64_t last_changes(SQLite::Database& database) {
  return static_cast<std::uint64_t>(sqlite3_changes64(database.getHandle()));
}

bool has_lost_transaction(SQLite::Database& database) {
  return sqlite3_get_autocommit(database.getHandle()) != 0;
}

}  // namespace csvimport
