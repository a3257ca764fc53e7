#pragma once

// Rows by way of SQL.

#include "base/system_error.hpp"
#include "load/load_outcome.hpp"
#include "load/staging_file.hpp"
#include "schema/table_schema.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace csvimport {

// Makes a table in a database that nobody else sees and fills it through one
// prepared INSERT in one transaction. A RowSink. One thread at a time; throws
// SystemError for what SQLite refuses.
class RowInserter {
 public:
  // The file is empty, or a database without such a table. Rows have
  // gaps between their rowids if `has_gaps` says so.
  RowInserter(const StagingFile& file, const TableSchema& schema,
              bool has_gaps);

  RowInserter& begin_row() {
    column_ = first_column_;
    return *this;
  }
  void add_null() {
    translate([&] { insert_->bind(++column_); });
  }
  void add_integer(std::int64_t value) {
    translate([&] { insert_->bind(++column_, value); });
  }
  void add_real(double value) {
    translate([&] { insert_->bind(++column_, value); });
  }
  void add_text(std::string_view text);
  // Without gaps, rows come in the order of their rowids, from 1 on.
  void end_row(std::uint64_t rowid, const RowInserter& /*row*/);

  // Ends the work: commits the table that a load has filled, or takes it away
  // if the load's types do not hold. Throws std::logic_error too if rows are
  // missing.
  void finish(const LoadOutcome& outcome);

 private:
  void drop_table();

  template <class Call>
  void translate(Call call) const {
    try {
      call();
    } catch (const SQLite::Exception& error) {
      throw SystemError(path_, error.what());
    }
  }

  std::string path_;
  TableSchema schema_;
  std::optional<SQLite::Database> database_;
  std::optional<SQLite::Transaction> transaction_;
  std::optional<SQLite::Statement> insert_;
  std::vector<std::string> texts_;  // bound to the statement, one per column
  int first_column_ = 0;            // 1 where the rowid is the first parameter
  int column_ = 0;                  // the last parameter that is bound
  std::uint64_t rows_ = 0;          // inserted
};

}  // namespace csvimport
