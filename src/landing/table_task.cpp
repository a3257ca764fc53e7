#include "landing/table_task.hpp"

#include "schema/names.hpp"

namespace csvimport {
namespace {

std::string target_of(const TableTask& task) {
  return "main." + quote_identifier(task.schema.table);
}

std::string staged_columns(const TableTask& task) {
  return quoted_list(column_names_of(task.staged));
}

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

}  // namespace

TableSchema staged_schema(const TableSchema& schema) {
  TableSchema staged = schema;
  staged.primary_key.clear();
  std::size_t number = 0;
  for (Column& column : staged.columns) {
    column.name = 'c' + std::to_string(++number);
  }
  return staged;
}

std::string move_rows_sql(const TableTask& task) {
  const char* const verb = task.on_conflict == OnConflict::kReplace
                               ? "INSERT OR REPLACE INTO "
                               : "INSERT INTO ";
  return verb + target_of(task) + " (" +
         quoted_list(column_names_of(task.schema)) + ") SELECT " +
         staged_columns(task) + " FROM staging." +
         quote_identifier(task.staged.table) +
         " WHERE rowid BETWEEN ?1 AND ?2" + conflict_clause(task);
}

std::string move_all_sql(const TableTask& task) {
  return "INSERT INTO " + target_of(task) + " SELECT * FROM staging." +
         quote_identifier(task.staged.table);
}

}  // namespace csvimport
