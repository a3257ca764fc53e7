#pragma once

// An import, from the first byte to the landed tables.

#include "import/import_job.hpp"
#include "import/import_observer.hpp"
#include "import/import_summary.hpp"

#include <string>
#include <vector>

namespace csvimport {

// Imports the inputs of the job into the database job.target, which is made if
// it is not there. Throws ImportError, SystemError or Interrupted, and then the
// target is as it was.
ImportSummary import_files(const ImportJob& job, ImportObserver& observer);

// What an import would come to.
struct DryRun {
  ImportSummary summary;  // rows are those that there would be
  // The first bad records, as errors describe them.
  std::vector<std::string> bad_records;
};

// Reads all inputs and makes nothing but the reject file. Bad records are
// counted, whatever the job says; what a database would refuse is not known.
// Throws as import_files().
DryRun try_import(const ImportJob& job, ImportObserver& observer);

// An import up to the landing: what was loaded is thrown away.
ImportSummary import_into_scratch(const ImportJob& job,
                                  ImportObserver& observer);

}  // namespace csvimport
