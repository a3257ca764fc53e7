#pragma once

// What the user asked for of a table.

#include "import/import_job.hpp"
#include "schema/table_schema.hpp"

#include <string>

namespace csvimport {

// The options that have a bearing on what becomes of the table `schema`, each
// with a blank in front, ready to paste into a shell; but for those that tell
// how its inputs are written, and types (import/pinning_flags).
std::string job_flags(const ImportJob& job, const TableSchema& schema);

}  // namespace csvimport
