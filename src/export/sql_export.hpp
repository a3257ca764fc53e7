#pragma once

// An import as SQL text that does the same to another database (--sql).

#include "export/sql_options.hpp"
#include "import/import_job.hpp"
#include "import/import_observer.hpp"
#include "import/import_summary.hpp"

#include <iosfwd>

namespace csvimport {

// Imports the inputs of the job into a local database, and writes it as SQL to
// `out`, which messages call job.target: not a byte before the
// import is whole, and the workers make the text. What the job says of a target
// that exists is for the database that the text is loaded into. Throws
// SystemError where it cannot be written, and as import_files().
ImportSummary export_sql(const ImportJob& job, const SqlOptions& options,
                         std::ostream& out, ImportObserver& observer);

}  // namespace csvimport
