#pragma once

// Which rows come into the table: those for which an expression of SQL holds.

#include "load/typed_rows.hpp"
#include "schema/table_schema.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace csvimport {

// Throws ImportError unless `condition` is an expression over the columns of
// the table, which gives the same for the same row at any time.
void check_condition(const TableSchema& schema, const std::string& condition);

// Judges rows with a connection of its own, as SQLite would judge them in the
// table. One thread at a time.
class RowFilter {
 public:
  // check_condition() has let both pass. Throws SQLite::Exception.
  RowFilter(const TableSchema& schema, const std::string& condition);
  RowFilter(RowFilter&&) noexcept;
  RowFilter& operator=(RowFilter&&) = delete;
  ~RowFilter();

  // The places in `rows` of those for which it holds, ascending; until the next
  // call. Throws SQLite::Exception where an expression has no value, as in an
  // overflow.
  const std::vector<std::size_t>& select(const TypedRows& rows);

 private:
  class Judge;

  std::unique_ptr<Judge> judge_;
};

}  // namespace csvimport
