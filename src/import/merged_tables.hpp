#pragma once

// Which tables of databases are merged into which of the target.

#include "import/import_job.hpp"

#include <vector>

namespace csvimport {

// Of the inputs, which are databases: each of their tables into the one of its
// name, or into that of the job, from the table of this name, or from the only
// one. Warns of virtual tables, which are left out. Throws ImportError for an
// input that has no such table, SystemError.
std::vector<TableInputs> merged_tables(const ImportJob& job);

}  // namespace csvimport
