#pragma once

// The table that an import makes, or fills.

#include "schema/affinity.hpp"
#include "schema/column_type.hpp"
#include "schema/value_kind.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace csvimport {

// What the database declares of a column of a table that exists: it keeps what
// SQLite makes of a text.
struct ExistingColumn {
  Affinity affinity = Affinity::kBlob;
  std::string collation = {};                             // "" for SQLite's own
  std::optional<std::string> default_sql = std::nullopt;  // an expression
  // Of a numeric affinity; a value that it does not take is a bad record.
  TypeRule takes = TypeRule::kAny;
  // A value that would lose digits is taken, too, and no bad record.
  bool coerces = false;
  // Of a numeric affinity: what else its type says of the values.
  ValueKind values = ValueKind::kAny;
  // The flag that would take texts for the numbers that it has; "" if none
  // does.
  std::string flag_for_texts = {};
};

// The column of another table, or the same, that a foreign key refers to.
struct ParentColumn {
  std::string table;
  std::string column;

  bool operator==(const ParentColumn&) const = default;
};

// A column that an import fills.
struct Column {
  std::string name;
  ColumnType type = ColumnType::kText;
  // Set by the user. A value that does not fit is then a bad record, where with
  // an inferred type it is a reason to choose another type.
  bool declared = false;
  // TEXT for want of evidence: a later value may still show another type.
  bool open = false;
  bool not_null = false;  // a NULL makes a bad record
  // What the column of a new table gets where nothing is given for it.
  std::optional<std::string> default_text = std::nullopt;

  // None where the import makes the column, of its type.
  std::optional<ExistingColumn> existing = std::nullopt;
  // What a column that the import makes refers to.
  std::optional<ParentColumn> parent = std::nullopt;
};

// SQLite's limit on the columns of a table (SQLITE_MAX_COLUMN).
inline constexpr std::size_t kMaxColumns = 2000;

struct TableSchema {
  std::string table;
  std::vector<Column> columns;
  std::vector<std::string> primary_key = {};  // names of columns
  bool is_strict = false;                     // takes no value of another type
  // What makes the table, where that says more than all this; or "".
  std::string sql = {};
};

// The text as SQL takes it.
std::string quote_text(std::string_view text);

// `name` as SQL takes any name: in double quotes, with the quotes in it
// doubled.
std::string quote_identifier(std::string_view name);

// The same with the schema in front that tables of the target are in, so that
// none of another database is meant: main."name".
std::string main_name(std::string_view name);

std::vector<std::string> column_names_of(const TableSchema& schema);

// Names as a list of identifiers.
std::string quoted_list(const std::vector<std::string>& names);

// A column as CREATE TABLE and ALTER TABLE declare it.
std::string column_sql(const Column& column);

// The name by which SQL can set the rowids of a table of these columns; none if
// they have taken all of them.
std::optional<std::string> rowid_name(const std::vector<std::string>& columns);
std::optional<std::string> rowid_name(const TableSchema& schema);

// The column that is the table's rowid: an INTEGER that alone is its key.
std::optional<std::size_t> rowid_column(const TableSchema& schema);

std::string create_table_sql(const TableSchema& schema);
// What SQLite calls the index of a table's key, where the key is not the rowid
// and nothing else of the table is unique.
std::string key_index_name(const std::string& table);
// What an index over these columns is called: idx_TABLE_COLUMN_...
std::string index_name(const std::string& table,
                       const std::vector<std::string>& columns);
std::string create_index_sql(const std::string& name, const std::string& table,
                             const std::vector<std::string>& columns,
                             bool is_unique);
std::string drop_table_sql(const TableSchema& schema);
// Every column is a parameter, in order; before them the rowid, if it has a
// name and `sets_rowid` says so.
std::string insert_sql(const TableSchema& schema, bool sets_rowid);

}  // namespace csvimport
