#pragma once

// What inputs lacked, though they are no worse for it.

#include "import/import_job.hpp"
#include "load/load_outcome.hpp"
#include "schema/table_schema.hpp"

#include <string>

namespace csvimport {

// Warns, once the inputs of the table are read, of those without a record
// before their footer, and of columns without a value, whose types are guessed.
// `first_name` is what messages call the first input.
void warn_of_lacks(const ImportJob& job, const TableInputs& inputs,
                   const std::string& first_name, const TableSchema& schema,
                   const LoadOutcome& outcome);

}  // namespace csvimport
