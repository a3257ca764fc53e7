#include "cli/input_folders.hpp"

#include "base/import_error.hpp"
#include "base/system_error.hpp"
#include "schema/names.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace csvimport {
namespace {

bool is_folder(const std::string& input) {
  std::error_code ignored;
  return input != "-" && std::filesystem::is_directory(input, ignored);
}

// Reports what the system said of `path`, if it was an error.
void check_system(const std::string& path, const std::error_code& error) {
  if (error) throw SystemError(path, "cannot read the folder", error.value());
}

std::vector<std::string> csv_files_of(const std::string& folder) {
  std::vector<std::string> files;
  std::error_code error;
  std::filesystem::directory_iterator entry(folder, error);
  check_system(folder, error);
  while (entry != std::filesystem::directory_iterator()) {
    const std::string name = entry->path().filename();
    std::error_code ignored;
    if (!name.starts_with('.') && has_csv_ending(name) &&
        entry->is_regular_file(ignored)) {
      files.push_back(entry->path());
    }
    entry.increment(error);
    check_system(folder, error);
  }
  if (files.empty()) {
    throw ImportError({folder},
                      "the folder holds no file named *.csv, *.tsv or *.tab, "
                      "compressed or not; name its files one by one if they "
                      "are CSV");
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

std::vector<std::string> with_files_of_folders(
    const std::vector<std::string>& inputs) {
  std::vector<std::string> files;
  for (const std::string& input : inputs) {
    if (!is_folder(input)) {
      files.push_back(input);
      continue;
    }
    for (std::string& file : csv_files_of(input)) {
      files.push_back(std::move(file));
    }
  }
  return files;
}

}  // namespace csvimport
