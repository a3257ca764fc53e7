#pragma once

// What a dry run found out, as text.

#include "import/import_job.hpp"
#include "import/import_summary.hpp"

#include <string>

namespace csvimport {

// SQL that makes the tables; and in its comments what they get beside their
// rows, the flags that pin what was chosen for each input, the first bad
// records, the number of records, and what was not checked.
std::string dry_run_sql(const ImportJob& job, const ImportSummary& summary);

}  // namespace csvimport
