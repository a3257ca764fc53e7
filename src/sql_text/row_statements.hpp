#pragma once

// The rows of a table as INSERTs, made by the workers of a pipeline. Its source
// cuts the table into ranges of keys, each worker reads ranges through a
// connection of its own, and the caller gets the statements in order.

#include "pipeline/pipeline.hpp"
#include "sql_text/statement_writer.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace csvimport {

// What of a database is to be written.
struct RowSelection {
  std::string database;             // path of the file, which nobody changes
  std::string table;                // its name
  std::vector<std::string> values;  // SQL of each value: a quoted column, rowid
};

// Has the workers make statements of the rows, which `take` gets in the order
// of the rowids, or of the key where there are none, on the calling thread.
// Memory is bounded, whatever the rows are. Returns the number of rows. Throws
// SystemError, Interrupted, RowTooLong, and what `take` throws.
std::uint64_t write_statements(const RowSelection& selection,
                               const InsertForm& form,
                               const PipelineSettings& settings,
                               const std::function<void(StatementBatch)>& take);

}  // namespace csvimport
