#include "target/table_task.hpp"

#include "schema/names.hpp"

#include <utility>

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

}  // namespace

TableSchema staged_schema(const TableSchema& schema) {
  TableSchema staged = schema;
  if (rowid_column(schema)) staged.primary_key.clear();
  const std::vector<std::string> key = std::exchange(staged.primary_key, {});
  for (std::size_t i = 0; i < staged.columns.size(); ++i) {
    staged.columns[i].name = 'c' + std::to_string(i + 1);
  }
  const std::vector<std::string> names = column_names_of(schema);
  for (const std::string& name : key) {
    const auto place = find_name(name, names);
    if (place) staged.primary_key.push_back(staged.columns[*place].name);
  }
  return staged;
}

std::string staged_rowid(const TableTask& task) {
  return rowid_name(task.staged).value_or("rowid");
}

std::string staged_rows(const TableTask& task) {
  return "staging." + quote_identifier(task.staged.table) + " NOT INDEXED";
}

std::string last_staged_rowid_sql(const TableTask& task) {
  return "SELECT ifnull(max(" + staged_rowid(task) + "), 0) FROM " +
         staged_rows(task);
}

std::string move_rows_sql(const TableTask& task, const std::string& insert) {
  return insert + " INTO " + main_name(task.schema.table) + " (" +
         quoted_list(column_names_of(task.schema)) + ") SELECT " +
         quoted_list(column_names_of(task.staged)) + " FROM " +
         staged_rows(task) + " WHERE " + staged_rowid(task) +
         " BETWEEN ?1 AND ?2" + conflict_clause(task);
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

}  // namespace csvimport
