#pragma once

// What SQL makes a table, its rows and its indexes, in another database.

#include "import/import_job.hpp"
#include "sql_text/row_statements.hpp"
#include "sql_text/schema_text.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace SQLite {
class Database;
}  // namespace SQLite

namespace csvimport {

// The statements around those of rows. None of them has a semicolon.
struct SchemaStatements {
  std::vector<std::string>
      before;                      // tables, and what the rows are held against
  std::vector<std::string> after;  // indexes, and statistics
};

// For tables of the local database in the order in which they get rows, as the
// job has it.
SchemaStatements schema_statements(const ImportJob& job,
                                   SQLite::Database& database,
                                   const std::vector<TableText>& tables);

// How the rows of the table, in the local database at `path`, are inserted.
struct RowStatements {
  RowSelection selection;
  InsertForm form;
};
RowStatements row_statements(const ImportJob& job, SQLite::Database& database,
                             const std::string& path, const TableText& table,
                             std::size_t max_bytes);

// Whether a row may be longer than a statement, as far as that can be told
// without making it one: if not, it is none. Throws SQLite::Exception.
bool may_be_too_long(SQLite::Database& database, const TableText& table,
                     const InsertForm& form);

}  // namespace csvimport
