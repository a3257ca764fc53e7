#include "schema/table_schema.hpp"

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

std::string insert_sql(const TableSchema& schema) {
  std::string sql =
      "INSERT INTO " + quote_identifier(schema.table) + " VALUES (";
  for (std::size_t i = 0; i < schema.columns.size(); ++i) {
    sql += i == 0 ? "?" : ",?";
  }
  return sql + ")";
}

}  // namespace csvimport
