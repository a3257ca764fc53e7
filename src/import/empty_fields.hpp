#pragma once

// What empty fields become in each column of a table: --empty.

#include "import/import_job.hpp"
#include "load/load_input.hpp"
#include "schema/table_schema.hpp"

#include <memory>
#include <vector>

namespace csvimport {

// Has empty fields of the inputs become what the job says, in the columns of
// the table `schema`, which are all there. Throws ImportError where a column's
// default cannot be given to a field.
void set_empty_fields(const ImportJob& job, const TableSchema& schema,
                      const std::vector<std::unique_ptr<LoadInput>>& inputs);

}  // namespace csvimport
