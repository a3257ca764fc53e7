#include "target/table_task.hpp"

#include "schema/names.hpp"

#include <utility>

namespace csvimport {

std::vector<std::string> TableTask::kept_columns() const {
  std::vector<std::string> kept;
  if (makes_table() || on_conflict != OnConflict::kUpdate) return kept;
  const std::vector<std::string> given = column_names_of(schema);
  for (const TargetColumn& column : in_database->columns) {
    if (column.is_not_null && !column.default_sql &&
        !find_name(column.name, given)) {
      kept.push_back(column.name);
    }
  }
  return kept;
}

std::vector<std::string> TableTask::updated_columns() const {
  std::vector<std::string> columns;
  if (on_conflict != OnConflict::kUpdate) return columns;
  for (const std::string& column : column_names_of(schema)) {
    if (!find_name(column, key)) columns.push_back(column);
  }
  if (columns.empty() || !in_database) return columns;
  const std::vector<std::string>& generated = in_database->generated;
  columns.insert(columns.end(), generated.begin(), generated.end());
  return columns;
}

TableSchema staged_schema(const TableSchema& schema) {
  TableSchema staged = schema;
  if (rowid_column(schema)) staged.primary_key.clear();
  const std::vector<std::string> key = std::exchange(staged.primary_key, {});
  for (std::size_t i = 0; i < staged.columns.size(); ++i) {
    staged.columns[i].name = 'c' + std::to_string(i + 1);
    staged.columns[i].parent.reset();
  }
  const std::vector<std::string> names = column_names_of(schema);
  for (const std::string& name : key) {
    const auto place = find_name(name, names);
    if (place) staged.primary_key.push_back(staged.columns[*place].name);
  }
  return staged;
}

std::optional<std::string> staged_column(const TableSchema& staged,
                                         const TableSchema& schema,
                                         const std::string& name) {
  const auto place = find_name(name, column_names_of(schema));
  if (!place) return std::nullopt;
  return quote_identifier(staged.columns[*place].name);
}

std::vector<std::size_t> places_of(const std::vector<std::string>& names,
                                   const TableSchema& schema) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < schema.columns.size(); ++i) {
    if (find_name(schema.columns[i].name, names)) places.push_back(i);
  }
  return places;
}

}  // namespace csvimport
