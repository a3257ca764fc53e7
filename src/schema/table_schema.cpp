#include "schema/table_schema.hpp"

#include "base/ascii.hpp"
#include "schema/names.hpp"
#include "schema/number.hpp"

#include <algorithm>
#include <cctype>

namespace csvimport {
namespace {

// Whether an expression is a name, which SQLite takes for a text where it is a
// default, but not within parentheses.
bool is_name(std::string_view sql) {
  constexpr std::string_view kOpening = "\"`[";
  constexpr std::string_view kClosing = "\"`]";
  const auto is_part = [](unsigned char byte) {
    return byte == '_' || byte == '$' || byte >= 0x80 ||
           std::isalnum(byte) != 0;
  };
  if (sql.empty() || is_ascii_digit(sql.front())) return false;
  const std::size_t quote = kOpening.find(sql.front());
  if (quote == kOpening.npos) {
    return std::all_of(sql.begin(), sql.end(), is_part);
  }
  std::size_t at = 1;
  while ((at = sql.find(kClosing[quote], at)) != sql.npos) {
    if (at + 1 == sql.size()) return true;
    if (sql[at + 1] != sql[at]) return false;
    at += 2;
  }
  return false;
}

// The value that a column of a new table gets by default, as SQL. An expression
// may end with a comment.
std::string default_sql_of(const Column& column) {
  if (column.existing) {
    const std::string& sql = column.existing->default_sql.value();
    return is_name(sql) ? sql : '(' + sql + "\n)";
  }
  const std::string& text = *column.default_text;
  const bool is_number = column.type != ColumnType::kText &&
                         parse_number(text).kind != NumberKind::kNone;
  return is_number ? text : quote_text(text);
}

}  // namespace

std::string quote_text(std::string_view text) {
  std::string quoted = "'";
  for (const char byte : text) {
    if (byte == '\'') quoted += '\'';
    quoted += byte;
  }
  return quoted + '\'';
}

std::string quote_identifier(std::string_view name) {
  std::string quoted = "\"";
  for (const char byte : name) {
    if (byte == '"') quoted += '"';
    quoted += byte;
  }
  return quoted + '"';
}

std::string main_name(std::string_view name) {
  return "main." + quote_identifier(name);
}

std::vector<std::string> column_names_of(const TableSchema& schema) {
  std::vector<std::string> names;
  for (const Column& column : schema.columns) names.push_back(column.name);
  return names;
}

std::string quoted_list(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) {
    if (!list.empty()) list += ", ";
    list += quote_identifier(name);
  }
  return list;
}

std::string column_sql(const Column& column) {
  std::string sql = quote_identifier(column.name) + ' ';
  sql += column.existing ? name_of(column.existing->affinity)
                         : name_of(column.type);
  if (column.not_null) sql += " NOT NULL";
  const bool has_default_sql = column.existing && column.existing->default_sql;
  if (column.default_text || has_default_sql) {
    sql += " DEFAULT " + default_sql_of(column);
  }
  if (column.existing && !column.existing->collation.empty()) {
    sql += " COLLATE " + quote_identifier(column.existing->collation);
  }
  if (column.parent) {
    sql += " REFERENCES " + quote_identifier(column.parent->table) + " (" +
           quote_identifier(column.parent->column) + ")";
  }
  return sql;
}

std::optional<std::size_t> rowid_column(const TableSchema& schema) {
  if (schema.primary_key.size() != 1) return std::nullopt;
  for (std::size_t i = 0; i < schema.columns.size(); ++i) {
    const Column& column = schema.columns[i];
    if (same_name(column.name, schema.primary_key.front())) {
      const bool may_be_rowid =
          !column.existing || column.existing->takes == TypeRule::kRowid;
      if (column.type == ColumnType::kInteger && may_be_rowid) return i;
    }
  }
  return std::nullopt;
}

std::string create_table_sql(const TableSchema& schema) {
  if (!schema.sql.empty()) return schema.sql;
  const std::optional<std::size_t> rowid = rowid_column(schema);
  std::string sql = "CREATE TABLE " + quote_identifier(schema.table) + " (";
  const char* separator = "";
  for (std::size_t i = 0; i < schema.columns.size(); ++i) {
    sql += separator;
    sql += "\n  " + column_sql(schema.columns[i]);
    if (rowid == i) sql += " PRIMARY KEY";
    separator = ",";
  }
  if (!schema.primary_key.empty() && !rowid) {
    sql += ",\n  PRIMARY KEY (" + quoted_list(schema.primary_key) + ")";
  }
  return sql + (schema.is_strict ? "\n) STRICT" : "\n)");
}

std::string key_index_name(const std::string& table) {
  return "sqlite_autoindex_" + table + "_1";
}

std::string index_name(const std::string& table,
                       const std::vector<std::string>& columns) {
  std::string name = "idx_" + table;
  for (const std::string& column : columns) name += '_' + column;
  return name;
}

std::string create_index_sql(const std::string& name, const std::string& table,
                             const std::vector<std::string>& columns,
                             bool is_unique) {
  return (is_unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ") +
         main_name(name) + " ON " + quote_identifier(table) + " (" +
         quoted_list(columns) + ")";
}

std::string drop_table_sql(const TableSchema& schema) {
  return "DROP TABLE " + quote_identifier(schema.table);
}

std::optional<std::string> rowid_name(const std::vector<std::string>& columns) {
  for (const char* const name : {"rowid", "_rowid_", "oid"}) {
    if (!find_name(name, columns)) return name;
  }
  return std::nullopt;
}

std::optional<std::string> rowid_name(const TableSchema& schema) {
  return rowid_name(column_names_of(schema));
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
