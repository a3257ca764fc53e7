#pragma once

// Columns of a table that exists which refer to a lookup table, where the
// import is not asked to --extract their texts: so it takes what it reads for
// ids.

#include "import/import_job.hpp"
#include "schema/table_schema.hpp"
#include "target/connection.hpp"
#include "target/target_table.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace csvimport {

struct PlainIds {
  std::size_t column = 0;    // its place in the schema
  std::string lookup;        // the table that it refers to
  std::string flag;          // that would take its texts
  std::string flag_for_ids;  // that says that its values are ids
};

// Those of `schema`, which is filled from files, of the table `existing`.
// Throws SystemError.
std::vector<PlainIds> plain_ids(const ImportJob& job, Connection& database,
                                const TargetTable& existing,
                                const TableSchema& schema);

}  // namespace csvimport
