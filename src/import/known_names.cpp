#include "import/known_names.hpp"

#include "load/csv_file.hpp"
#include "target/table_names.hpp"

#include <exception>
#include <filesystem>
#include <system_error>

namespace csvimport {
namespace {

std::vector<std::string> column_names(const ImportJob& job) {
  const std::string& path = job.inputs.front();
  std::error_code error;
  // A pipe has another reader.
  if (!std::filesystem::is_regular_file(path, error)) return {};
  return open_csv_file(path, job.csv, job.limits, job.temp_folder)
      .field_names();
}

}  // namespace

std::vector<std::string> known_names(const ImportJob& job, NameKind kind) {
  try {
    if (kind == NameKind::kColumns) return column_names(job);
    return table_names(job.target.empty() ? job.inputs.back() : job.target);
  } catch (const std::exception&) {
    return {};
  }
}

}  // namespace csvimport
