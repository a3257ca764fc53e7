#include "cli/input_folders.hpp"

#include "base/file_names.hpp"
#include "base/import_error.hpp"
#include "base/message_text.hpp"
#include "base/same_file.hpp"
#include "base/system_error.hpp"
#include "schema/names.hpp"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <unordered_set>
#include <utility>

namespace csvimport {
namespace {

constexpr std::size_t kNamesShown = 5;  // by taste: they fit on a line

bool is_hidden(std::string_view name) { return name.starts_with('.'); }

bool is_folder(const std::string& input) {
  std::error_code ignored;
  return input != "-" && std::filesystem::is_directory(input, ignored);
}

// Reports what the system said of `path`, if it was an error.
void check_system(const std::string& path, const std::error_code& error) {
  if (error) throw SystemError(path, "cannot read the folder", error.value());
}

bool is_link(const std::filesystem::path& path) {
  std::error_code ignored;
  return std::filesystem::is_symlink(path, ignored);
}

// Where the link leads. Throws SystemError if nothing is there.
std::string place_of_link(const std::filesystem::path& path) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) {
    throw SystemError(path,
                      "is a link to what is not there; remove it, or name the "
                      "folder's files one by one");
  }
  return place_of_path(path);
}

// Whether it is a link to another file of its folder that is one of CSV.
bool is_second_name(const std::filesystem::path& path) {
  std::error_code ignored;
  if (!is_link(path)) return false;
  const std::filesystem::path folder = path.parent_path();
  const auto file = folder / std::filesystem::read_symlink(path, ignored);
  const std::string name = file.filename();
  return std::filesystem::equivalent(file.parent_path(), folder, ignored) &&
         !is_hidden(name) && has_csv_ending(name);
}

// A link that leads nowhere may have been meant for one.
bool may_be_file(const std::filesystem::directory_entry& entry) {
  std::error_code ignored;
  return entry.is_regular_file(ignored) ||
         (entry.is_symlink(ignored) && !entry.exists(ignored));
}

std::vector<std::string> files_of(const std::string& folder) {
  std::vector<std::string> names;
  std::error_code error;
  std::filesystem::directory_iterator entry(folder, error);
  check_system(folder, error);
  while (entry != std::filesystem::directory_iterator()) {
    if (may_be_file(*entry)) names.push_back(entry->path().filename());
    entry.increment(error);
    check_system(folder, error);
  }
  std::sort(names.begin(), names.end());
  return names;
}

bool is_given(const std::vector<std::string>& inputs,
              const std::filesystem::path& path) {
  return std::any_of(inputs.begin(), inputs.end(), [&](const auto& input) {
    return std::filesystem::path(input).lexically_normal() ==
           path.lexically_normal();
  });
}

void add_folder(const std::string& folder,
                const std::vector<std::string>& given, bool may_be_empty,
                InputFiles& inputs) {
  FolderRest rest{folder, {}};
  const std::size_t count_before = inputs.paths.size();
  std::unordered_set<std::string> places;  // of links
  for (std::string& name : files_of(folder)) {
    const std::filesystem::path path = std::filesystem::path(folder) / name;
    if (!is_hidden(name) && has_csv_ending(name) && !is_second_name(path) &&
        (!is_link(path) || places.insert(place_of_link(path)).second)) {
      inputs.paths.push_back(path);
    } else if (!is_given(given, path)) {
      rest.names.push_back(std::move(name));
    }
  }
  if (inputs.paths.size() == count_before && !may_be_empty) {
    throw ImportError({folder},
                      "the folder holds no file named *.csv, *.tsv or *.tab, "
                      "compressed or not; name its files one by one if they "
                      "are CSV");
  }
  if (!rest.names.empty()) inputs.left_aside.push_back(std::move(rest));
}

// An archive of the tape kind is none that can be read.
bool may_hold_csv(std::string_view name) {
  if (is_hidden(name) || has_csv_ending(name)) return false;
  if (!has_archive_ending(name)) return false;
  const std::string_view stem = name.substr(0, name.rfind('.'));
  return stem.size() < 4 || !same_name(stem.substr(stem.size() - 4), ".tar");
}

// The first of them, and how many more there are.
std::string first_names(const std::vector<std::string>& names) {
  std::string text;
  const std::size_t shown = std::min(names.size(), kNamesShown);
  for (std::size_t i = 0; i < shown; ++i) {
    text += (i == 0 ? "" : ", ") + on_one_line(names[i]);
  }
  if (names.size() > shown) {
    text += " and " + std::to_string(names.size() - shown) + " more";
  }
  return text;
}

}  // namespace

InputFiles with_files_of_folders(const std::vector<std::string>& inputs,
                                 bool may_be_empty) {
  InputFiles files;
  for (const std::string& input : inputs) {
    if (is_folder(input)) {
      add_folder(input, inputs, may_be_empty, files);
    } else {
      files.paths.push_back(input);
    }
  }
  return files;
}

std::string left_aside_line(const FolderRest& rest) {
  return rest.folder + ": " + counted(rest.names.size(), "file") +
         " left aside, not named *.csv, *.tsv or *.tab, or links to others: " +
         first_names(rest.names);
}

std::string archives_line(const FolderRest& rest) {
  std::vector<std::string> archives;
  std::copy_if(rest.names.begin(), rest.names.end(),
               std::back_inserter(archives), may_hold_csv);
  if (archives.empty()) return "";
  return rest.folder + ": left aside, though there may be CSV inside: " +
         first_names(archives) + "; to import them, give them by name";
}

}  // namespace csvimport
