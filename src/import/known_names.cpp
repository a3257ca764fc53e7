#include "import/known_names.hpp"

#include "import/column_selection.hpp"
#include "load/csv_file.hpp"
#include "target/table_names.hpp"

#include <exception>
#include <filesystem>
#include <system_error>
#include <utility>

namespace csvimport {
namespace {

std::vector<std::string> column_names(const ImportJob& job) {
  const std::string& path = job.inputs.front();
  std::error_code error;
  // A pipe has another reader.
  if (!std::filesystem::is_regular_file(path, error)) return {};
  const CsvFile file =
      open_csv_file(path, job.csv, job.limits, job.temp_folder);
  // All of them, as one may be selected beside those that are.
  ColumnOptions options = job.columns;
  options.select.clear();
  std::vector<std::string> names;
  for (SelectedColumn& column :
       select_columns(file.field_names(), options, path)) {
    names.push_back(std::move(column.name));
  }
  return names;
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
