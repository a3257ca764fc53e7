#pragma once

// Rows by way of SQL.

#include "base/system_error.hpp"
#include "schema/table_schema.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace csvimport {

// Makes the table of a new database and fills it through one prepared INSERT in
// one transaction. A sink for RecordTyper. One thread at a time; throws
// SystemError for what SQLite refuses.
class RowInserter {
 public:
  // `path` names an empty file.
  RowInserter(const std::string& path, const TableSchema& schema);

  RowInserter& begin_row() {
    column_ = 0;
    return *this;
  }
  void add_null() {
    attempt([&] { insert_->bind(++column_); });
  }
  void add_integer(std::int64_t value) {
    attempt([&] { insert_->bind(++column_, value); });
  }
  void add_real(double value) {
    attempt([&] { insert_->bind(++column_, value); });
  }
  void add_text(std::string_view text);
  // Rows get the rowids 1, 2, 3 and so on in the order of their insertion.
  void end_row(std::uint64_t /*record*/, const RowInserter& /*row*/);

  [[nodiscard]] std::uint64_t rows() const { return rows_; }

  // Commits. Without it, nothing has been inserted.
  void finish();

 private:
  template <class Call>
  void attempt(Call call) const {
    try {
      call();
    } catch (const SQLite::Exception& error) {
      throw SystemError(path_, error.what());
    }
  }

  std::string path_;
  std::optional<SQLite::Database> database_;
  std::optional<SQLite::Transaction> transaction_;
  std::optional<SQLite::Statement> insert_;
  std::vector<std::string> texts_;  // bound to the statement, one per column
  int column_ = 0;
  std::uint64_t rows_ = 0;  // inserted
};

}  // namespace csvimport
