#pragma once

// What the last rows of a table that exists let expect of those to come.

#include "schema/table_schema.hpp"
#include "target/connection.hpp"
#include "target/target_table.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace csvimport {

struct EarlierRows {
  // Columns that have values there, and none in `schema` nor a default: an
  // export may have lost them.
  std::vector<std::string> lacking;
  // The places in `schema` of columns that keep texts, all of which are dates
  // and times of ISO 8601 there.
  std::vector<std::size_t> moments;
};

// Of the table `existing`, whose columns in `schema` are filled. Throws
// SystemError.
EarlierRows look_at_earlier_rows(Connection& connection,
                                 const TargetTable& existing,
                                 const TableSchema& schema);

}  // namespace csvimport
