#include "import/rotated_file.hpp"

#include "base/path.hpp"
#include "import/growing_file.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string_view>
#include <system_error>
#include <vector>

namespace csvimport {
namespace {

// As of log.csv: log.csv.1, log-20261130.csv; in order of their names.
std::vector<std::string> files_beside(const std::string& path) {
  namespace fs = std::filesystem;
  const fs::path self(path);
  const std::string stem = self.stem().string();
  std::vector<std::string> files;
  std::error_code error;
  for (fs::directory_iterator at(folder_of(path), error), end;
       !error && at != end; at.increment(error)) {
    const std::string name = at->path().filename().string();
    if (name == self.filename() || !name.starts_with(stem)) continue;
    std::error_code unreadable;
    if (at->is_regular_file(unreadable)) {
      files.push_back((self.parent_path() / name).string());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

bool is_file_of(const std::string& path, const TailState& state) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && status.st_dev == state.device &&
         status.st_ino == state.inode;
}

bool has_print_of(const std::string& path, const LedgerEntry& entry) {
  const std::unique_ptr<Input> input = try_open_growing_file(path);
  return input && input->print(entry.size) == entry.hash;
}

void remove_ending(std::string_view& name, std::string_view ending) {
  if (name.ends_with(ending)) name.remove_suffix(ending.size());
}

// Of log.csv: log.csv.1, log.csv.2.gz, log-20261130.csv.
bool is_rotation_of(std::string_view name, const std::filesystem::path& file) {
  const std::string whole = file.filename().string();
  for (const char* const ending : {".gz", ".bz2", ".xz", ".zst", ".lz4"}) {
    remove_ending(name, ending);
  }
  if (name.starts_with(whole)) {
    name.remove_prefix(whole.size());
  } else {
    name.remove_prefix(file.stem().string().size());
    remove_ending(name, file.extension().string());
  }
  return !name.empty() &&
         name.find_first_not_of("0123456789.-_") == std::string_view::npos;
}

}  // namespace

std::optional<std::string> find_moved(const std::string& path,
                                      const LedgerEntry& entry) {
  for (const std::string& file : files_beside(path)) {
    if (is_file_of(file, *entry.tail) && has_print_of(file, entry)) return file;
  }
  return std::nullopt;
}

std::optional<std::string> find_earlier(const std::string& path,
                                        const LedgerEntry& entry) {
  if (auto moved = find_moved(path, entry)) return moved;
  for (const std::string& file : files_beside(path)) {
    if (has_print_of(file, entry)) return file;
  }
  return std::nullopt;
}

std::vector<std::string> rotated_after(const std::string& earlier,
                                       const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code error;
  const auto before = fs::last_write_time(earlier, error);
  std::vector<std::string> later;
  for (const std::string& file : files_beside(path)) {
    const std::string name = fs::path(file).filename().string();
    if (file == earlier || !is_rotation_of(name, path)) continue;
    if (fs::last_write_time(file, error) > before && !error) {
      later.push_back(file);
    }
  }
  return later;
}

}  // namespace csvimport
