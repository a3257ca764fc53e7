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

ImportSummary import_locally(const ImportJob& job, const LocalDatabase& local,
                             ImportObserver& observer) {
  ImportJob into_local = job;
  into_local.stand_in = local.path();
  into_local.temp_folder = local.folder();
  into_local.sync = false;
  return import_files(into_local, ImportGoal::kTarget, observer);
}

}  // namespace csvimport
