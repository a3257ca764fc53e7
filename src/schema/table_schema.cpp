#include "schema/table_schema.hpp"

#include "schema/names.hpp"

#include <algorithm>

namespace csvimport {

std::string quote_identifier(std::string_view name) {
  std::string quoted = "\"";
  for (const char byte : name) {
    if (byte == '"') quoted += '"';
    quoted += byte;
  }
  return quoted + '"';
}

std::string create_table_sql(const TableSchema& schema) {
  std::string sql = "CREATE TABLE " + quote_identifier(schema.table) + " (";
  const char* separator = "";
  for (const Column& column : schema.columns) {
    sql += separator;
    sql += "\n  " + quote_identifier(column.name) + ' ';
    sql += name_of(column.type);
    separator = ",";
  }
  return sql + "\n)";
}

std::string drop_table_sql(const TableSchema& schema) {
  return "DROP TABLE " + quote_identifier(schema.table);
}

std::optional<std::string> rowid_name(const TableSchema& schema) {
  for (const char* const name : {"rowid", "_rowid_", "oid"}) {
    const bool taken = std::any_of(
        schema.columns.begin(), schema.columns.end(),
        [&](const Column& column) { return same_name(column.name, name); });
    if (!taken) return name;
  }
  return std::nullopt;
}

std::string insert_sql(const TableSchema& schema, bool sets_rowid) {
  std::string names;
  std::string values;
  const auto add = [&](const std::string& name) {
    if (!names.empty()) names += ", ";
    names += name;
    values += values.empty() ? "?" : ",?";
  };
  if (sets_rowid) {
    if (const auto rowid = rowid_name(schema)) add(*rowid);
  }
  for (const Column& column : schema.columns) {
    add(quote_identifier(column.name));
  }
  return "INSERT INTO " + quote_identifier(schema.table) + " (" + names +
         ") VALUES (" + values + ")";
}

}  // namespace csvimport
