#include "import/rotated_file.hpp"

#include "base/path.hpp"
#include "import/growing_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string_view>
#include <system_error>
#include <utility>

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
  // sales2.csv is none of sales.csv.
  return !name.empty() &&
         std::string_view(".-_").find(name.front()) != std::string_view::npos &&
         name.find_first_not_of("0123456789.-_") == std::string_view::npos;
}

std::optional<FileBeside> look_at_file(const std::string& path) {
  constexpr std::int64_t kNsPerSecond = 1'000'000'000;
  constexpr unsigned kWanted = STATX_BASIC_STATS | STATX_BTIME;
  struct statx status {};
  if (::statx(AT_FDCWD, path.c_str(), 0, kWanted, &status) != 0 ||
      !S_ISREG(status.stx_mode)) {
    return std::nullopt;
  }
  const auto ns_of = [](const struct statx_timestamp& time) {
    return time.tv_sec * kNsPerSecond + time.tv_nsec;
  };
  FileBeside file;
  file.path = path;
  file.identity.device = ::makedev(status.stx_dev_major, status.stx_dev_minor);
  file.identity.inode = status.stx_ino;
  const bool has_birth = (status.stx_mask & STATX_BTIME) != 0;
  if (has_birth) file.identity.born_ns = ns_of(status.stx_btime);
  file.modified_ns = ns_of(status.stx_mtime);
  return file;
}

bool has_print_of(const FileBeside& file, const TailState& state) {
  const std::unique_ptr<Input> input = open_if_plain(file.path);
  return input && csvimport::has_print_of(*input, state);
}

}  // namespace

bool has_print_of(Input& file, const TailState& state) {
  return file.print(state.resumption.offset) == state.print;
}

std::optional<TailState> state_of_file(Input& file,
                                       const std::vector<TailState>& states) {
  const auto last =
      std::find_if(states.rbegin(), states.rend(), [&](const TailState& state) {
        return state.identity == file.facts().identity &&
               has_print_of(file, state);
      });
  return last == states.rend() ? std::nullopt : std::optional(*last);
}

std::optional<TailState> state_of_file(const FileBeside& file,
                                       const std::vector<TailState>& states) {
  const bool may_be = std::any_of(
      states.begin(), states.end(),
      [&](const TailState& state) { return state.identity == file.identity; });
  const std::unique_ptr<Input> input =
      may_be ? open_if_plain(file.path) : nullptr;
  return input ? state_of_file(*input, states) : std::nullopt;
}

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
        return file.identity == state.identity && has_print_of(file, state);
      });
  if (very != files.end()) return *very;
  const auto copy =
      std::find_if(files.rbegin(), files.rend(), [&](const FileBeside& file) {
        return file.is_rotated && !state_of_file(file, known) &&
               has_print_of(file, state);
      });
  if (copy != files.rend()) return *copy;
  return std::nullopt;
}

}  // namespace csvimport
