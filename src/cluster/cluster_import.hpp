#pragma once

// An import into a cluster, from the files to the landed tables.

#include "cluster/rqlite_client.hpp"
#include "import/import_job.hpp"
#include "import/import_observer.hpp"
#include "import/import_summary.hpp"

namespace csvimport {

// Imports the inputs into the cluster's tables: into a local database first
// that stands for it, from which the rows are sent. The job's target is what
// messages call the cluster. Throws ImportError, SystemError or Interrupted;
// then the cluster's tables are as they were, or the message says that this is
// not known.
ImportSummary import_into_cluster(const ImportJob& job,
                                  const ClusterAccess& access,
                                  ImportObserver& observer);

// As try_import() does it.
ImportSummary try_import_into_cluster(const ImportJob& job,
                                      const ClusterAccess& access,
                                      ImportObserver& observer);

}  // namespace csvimport
