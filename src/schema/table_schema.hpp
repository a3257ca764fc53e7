#pragma once

// The table that an import makes.

#include "schema/column_type.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace csvimport {

struct Column {
  std::string name;
  ColumnType type = ColumnType::kText;
  // Set by the user. A value that does not fit is then a bad record, where with
  // an inferred type it is a reason to choose another type.
  bool declared = false;
  // TEXT for want of evidence: a later value may still show another type.
  bool open = false;
};

// SQLite's limit on the columns of a table (SQLITE_MAX_COLUMN).
inline constexpr std::size_t kMaxColumns = 2000;

struct TableSchema {
  std::string table;
  std::vector<Column> columns;
};

// `name` as SQL takes any name: in double quotes, with the quotes in it
// doubled.
std::string quote_identifier(std::string_view name);

// The name by which SQL can set the rowids of a table; none if its columns have
// taken all of them.
std::optional<std::string> rowid_name(const TableSchema& schema);

std::string create_table_sql(const TableSchema& schema);
std::string drop_table_sql(const TableSchema& schema);
// Every column is a parameter, in order; before them the rowid, if it has a
// name and `sets_rowid` says so.
std::string insert_sql(const TableSchema& schema, bool sets_rowid);

}  // namespace csvimport
