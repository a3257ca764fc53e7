#pragma once

// An import, from the first byte to the landed tables.

#include "import/import_job.hpp"
#include "import/import_observer.hpp"
#include "import/import_summary.hpp"

namespace csvimport {

// How far an import goes.
enum class ImportGoal {
  kTarget,    // into the target, for good
  kScratch,   // into a file beside it, which is thrown away
  kFindings,  // through the inputs; it makes nothing but the reject file
};

// Imports the inputs of the job into the database job.target, which is made if
// it is not there. Throws ImportError, SystemError or Interrupted, and then the
// target is as it was. What is said of the inputs as they are read, is not said
// `again`.
ImportSummary import_files(const ImportJob& job, ImportGoal goal,
                           ImportObserver& observer, bool again = false);

// Finds out what an import would come to. Bad records are counted, whatever the
// job says, and the first ones described; what a database would refuse is not
// known. Throws as import_files().
ImportSummary try_import(const ImportJob& job, ImportObserver& observer);

}  // namespace csvimport
