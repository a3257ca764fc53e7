#include "import/rotated_file.hpp"

#include "base/path.hpp"
#include "import/growing_file.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>
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

template <class Test>
std::optional<std::string> find_beside(const std::string& path, Test test) {
  for (const std::string& file : files_beside(path)) {
    const std::unique_ptr<Input> input = try_open_growing_file(file);
    if (input && test(*input)) return file;
  }
  return std::nullopt;
}

bool has_print(Input& input, const LedgerEntry& entry) {
  return input.print(entry.size) == entry.hash;
}

}  // namespace

std::optional<std::string> find_moved(const std::string& path,
                                      const LedgerEntry& entry) {
  return find_beside(path, [&](Input& input) {
    return input.facts().device == entry.tail->device &&
           input.facts().inode == entry.tail->inode && has_print(input, entry);
  });
}

std::optional<std::string> find_earlier(const std::string& path,
                                        const LedgerEntry& entry) {
  if (auto moved = find_moved(path, entry)) return moved;
  return find_beside(path,
                     [&](Input& input) { return has_print(input, entry); });
}

}  // namespace csvimport
