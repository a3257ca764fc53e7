#pragma once

// What a dry run found out, as text.

#include "import/import_summary.hpp"

#include <string>

namespace csvimport {

// SQL that makes the tables; and in its comments the flags that pin what was
// chosen for each input, the first bad records, and the number of records.
std::string dry_run_sql(const ImportSummary& summary);

}  // namespace csvimport
