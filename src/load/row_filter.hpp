#pragma once

// Which rows come into the table: those for which an expression of SQL holds.

#include "load/typed_rows.hpp"
#include "schema/table_schema.hpp"

#include <cstddef>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace csvimport {

// Throws ImportError unless `condition` is an expression over the columns of
// the table, which gives the same for the same row at any time.
void check_condition(const TableSchema& schema, const std::string& condition);

// The expression has no value for a row, as in an overflow.
class NoVerdict : public std::runtime_error {
 public:
  NoVerdict(std::size_t row, const char* problem)
      : std::runtime_error(problem), row_(row) {}

  // Its place among those that were judged.
  [[nodiscard]] std::size_t row() const { return row_; }

 private:
  std::size_t row_;
};

// Judges rows with a connection of its own, as SQLite would judge them in the
// table, if that were in UTF-8. One thread at a time.
class RowFilter {
 public:
  // check_condition() has let both pass. Throws SQLite::Exception.
  RowFilter(const TableSchema& schema, const std::string& condition);
  RowFilter(RowFilter&&) noexcept;
  RowFilter& operator=(RowFilter&&) = delete;
  ~RowFilter();

  // The places in `rows` of those for which it holds, ascending; until the next
  // call. Throws NoVerdict.
  const std::vector<std::size_t>& select(const TypedRows& rows);

 private:
  class Judge;

  std::unique_ptr<Judge> judge_;
};

}  // namespace csvimport
