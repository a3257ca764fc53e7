#pragma once

// An import into a database of its own, whose rows then go on from there.

#include "base/temporary_folder.hpp"
#include "import/import_job.hpp"
#include "import/import_observer.hpp"
#include "import/import_summary.hpp"

#include <string>

namespace csvimport {

// A place for a database that goes with the run, whichever way that ends; after
// SIGKILL, with the next run that makes one there.
class LocalDatabase {
 public:
  // In `folder`; "": in TMPDIR, or /var/tmp. Throws SystemError, Interrupted.
  explicit LocalDatabase(const std::string& folder);

  // The database's path; nothing is there at first.
  [[nodiscard]] std::string path() const { return folder_.path() + "/rows.db"; }
  // For what else is needed on the way.
  [[nodiscard]] const std::string& folder() const { return folder_.path(); }

 private:
  TemporaryFolder folder_;
};

// The job with the local database for its target, which messages go on calling
// job.target; it is not synced.
ImportJob into_local(const ImportJob& job, const LocalDatabase& local);

// Does that. Throws as import_files().
ImportSummary import_locally(const ImportJob& job, const LocalDatabase& local,
                             ImportObserver& observer);

}  // namespace csvimport
