#include "export/local_import.hpp"

#include "base/system_error.hpp"
#include "import/import_files.hpp"

#include <cstdlib>

namespace csvimport {
namespace {

std::string folder_for_local(const std::string& wanted) {
  if (!wanted.empty()) return wanted;
  const char* const variable = std::getenv("TMPDIR");
  return variable != nullptr && *variable != '\0' ? variable : "/var/tmp";
}

}  // namespace

LocalDatabase::LocalDatabase(const std::string& folder)
    : folder_(folder_for_local(folder), "csvimport-rows") {}

ImportJob into_local(const ImportJob& job, const LocalDatabase& local) {
  ImportJob changed = job;
  changed.stand_in = local.path();
  changed.temp_folder = local.folder();
  changed.sync = false;
  return changed;
}

ImportSummary import_locally(const ImportJob& job, const LocalDatabase& local,
                             ImportObserver& observer) {
  return import_files(into_local(job, local), ImportGoal::kTarget, observer);
}

}  // namespace csvimport
