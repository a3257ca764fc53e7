#include "import/rotated_file.hpp"

#include "base/path.hpp"
#include "import/growing_file.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string_view>
#include <system_error>

namespace csvimport {
namespace {

void remove_ending(std::string_view& name, std::string_view ending) {
  if (name.ends_with(ending)) name.remove_suffix(ending.size());
}

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

// None if it is no regular file, or gone.
std::optional<FileBeside> look_at_file(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) {
    return std::nullopt;
  }
  constexpr std::int64_t kNsPerSecond = 1'000'000'000;
  return FileBeside{
      path, status.st_dev, status.st_ino,
      status.st_mtim.tv_sec * kNsPerSecond + status.st_mtim.tv_nsec, false};
}

bool has_print_of(const FileBeside& file, const TailState& state) {
  const std::unique_ptr<Input> input = open_if_plain(file.path);
  return input && input->print(state.resumption.offset) == state.print;
}

}  // namespace

std::vector<FileBeside> files_beside(const std::string& path) {
  namespace fs = std::filesystem;
  const fs::path self(path);
  const std::string stem = self.stem().string();
  std::vector<FileBeside> files;
  std::error_code error;
  for (fs::directory_iterator at(folder_of(path), error), end;
       !error && at != end; at.increment(error)) {
    const std::string name = at->path().filename().string();
    if (name == self.filename() || !name.starts_with(stem)) continue;
    if (auto file = look_at_file((self.parent_path() / name).string())) {
      file->is_rotated = is_rotation_of(name, self);
      files.push_back(*std::move(file));
    }
  }
  std::sort(files.begin(), files.end(),
            [](const FileBeside& one, const FileBeside& other) {
              return std::pair(one.modified_ns, one.path) <
                     std::pair(other.modified_ns, other.path);
            });
  return files;
}

std::optional<FileBeside> find_earlier(const std::vector<FileBeside>& files,
                                       const TailState& state,
                                       const std::vector<TailState>& known) {
  const auto very =
      std::find_if(files.begin(), files.end(), [&](const FileBeside& file) {
        return file.is_file_of(state) && has_print_of(file, state);
      });
  if (very != files.end()) return *very;
  const auto copy =
      std::find_if(files.rbegin(), files.rend(), [&](const FileBeside& file) {
        const bool is_known = std::any_of(
            known.begin(), known.end(),
            [&](const TailState& other) { return file.is_file_of(other); });
        return file.is_rotated && !is_known && has_print_of(file, state);
      });
  if (copy != files.rend()) return *copy;
  return std::nullopt;
}

}  // namespace csvimport
