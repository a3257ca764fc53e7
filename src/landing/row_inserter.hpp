#pragma once

// Rows by way of SQL.

#include "schema/table_schema.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace csvimport {

// Makes the table of a new database and fills it through one prepared INSERT in
// one transaction. A sink for RecordTyper. One thread at a time; throws
// SQLite::Exception.
class RowInserter {
 public:
  // `path` names an empty file.
  RowInserter(const std::string& path, const TableSchema& schema);

  RowInserter& begin_row() {
    column_ = 0;
    return *this;
  }
  void add_null() { insert_.bind(++column_); }
  void add_integer(std::int64_t value) { insert_.bind(++column_, value); }
  void add_real(double value) { insert_.bind(++column_, value); }
  void add_text(std::string_view text);
  // Rows get the rowids 1, 2, 3 and so on in the order of their insertion.
  void end_row(std::uint64_t /*record*/, const RowInserter& /*row*/);

  // Commits. Without it, nothing has been inserted.
  void finish() { transaction_.commit(); }

 private:
  SQLite::Database database_;
  SQLite::Transaction transaction_;
  SQLite::Statement insert_;
  std::vector<std::string> texts_;  // bound to the statement, one per column
  int column_ = 0;
};

}  // namespace csvimport
