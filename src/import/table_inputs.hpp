#pragma once

// Which inputs make which tables.

#include "import/import_job.hpp"

#include <string>
#include <vector>

namespace csvimport {

// One table for each input, named after it, or one for all of them, if the job
// names it; of databases those that the job has. Throws ImportError for a name
// that SQLite does not take, and for two tables of one name.
std::vector<TableInputs> tables_of(const ImportJob& job);

}  // namespace csvimport
