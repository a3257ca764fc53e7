#include "exact_values.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <array>
#include <cstdio>

namespace csvimport {
namespace {

using nlohmann::json;

std::string quoted_name(const std::string& name) {
  std::string text = "\"";
  for (const char c : name) text += c == '"' ? "\"\"" : std::string(1, c);
  return text + '"';
}

// All its bits.
std::string real_text(double value) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%a", value);
  return text.data();
}

std::string value_text(const json& value) {
  if (value.is_number()) return real_text(value.get<double>());
  return value.is_null() ? "null" : value.get<std::string>();
}

json value_of(const SQLite::Column& column) {
  if (column.isNull()) return nullptr;
  if (column.isFloat()) return column.getDouble();
  return column.getString();
}

}  // namespace

std::string exact_values_sql(const std::string& table, std::size_t columns) {
  std::string names = "row";
  std::string values;
  for (std::size_t i = 0; i < columns; ++i) {
    const std::string name = 'c' + std::to_string(i);
    names += ',' + name;
    values += (i == 0 ? "" : ",");
    values += "CASE typeof(" + name + ") WHEN 'integer' THEN 'i' || " + name +
              " WHEN 'text' THEN 't' || hex(" + name +
              ") WHEN 'blob' THEN 'b' || hex(" + name +
              ") WHEN 'null' THEN NULL" + " ELSE CASE WHEN " + name +
              " = 2 * " + name + " AND " + name + " <> 0 THEN 'r' || " + name +
              " ELSE " + name + " END END";
  }
  return "WITH r(" + names + ") AS (SELECT rowid, * FROM " +
         quoted_name(table) + ") SELECT " + values + " FROM r ORDER BY row";
}

std::vector<std::string> exact_rows(const json& values) {
  std::vector<std::string> rows;
  for (const json& row : values) {
    std::string text;
    for (const json& value : row) {
      text += (text.empty() ? "" : "|") + value_text(value);
    }
    rows.push_back(text);
  }
  return rows;
}

json values_in(const std::filesystem::path& database, const std::string& sql) {
  const SQLite::Database db(database.string());
  SQLite::Statement query(db, sql);
  json rows = json::array();
  while (query.executeStep()) {
    json row = json::array();
    for (int i = 0; i < query.getColumnCount(); ++i) {
      row.push_back(value_of(query.getColumn(i)));
    }
    rows.push_back(row);
  }
  return rows;
}

std::size_t column_count(const std::filesystem::path& database,
                         const std::string& table) {
  const SQLite::Database db(database.string());
  return static_cast<std::size_t>(
      SQLite::Statement(db, "SELECT * FROM " + quoted_name(table))
          .getColumnCount());
}

}  // namespace csvimport
