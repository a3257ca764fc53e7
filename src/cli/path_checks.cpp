#include "cli/path_checks.hpp"

#include "base/file_descriptor.hpp"
#include "base/file_names.hpp"
#include "base/same_file.hpp"
#include "cli/usage_error.hpp"
#include "schema/names.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_set>

namespace csvimport {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::string_view kDatabaseStart = "SQLite format 3\0"sv;
constexpr std::array kDatabaseEndings = {".db"sv, ".db3"sv, ".sqlite"sv,
                                         ".sqlite3"sv};

enum class FileContent { kNone, kDatabase, kOther };

// What is in the file at `path`; nothing, if it is not there.
FileContent content_of(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return FileContent::kNone;
  if (!S_ISREG(status.st_mode)) return FileContent::kOther;
  if (status.st_size == 0) return FileContent::kNone;
  const FileDescriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  std::array<char, kDatabaseStart.size()> start{};
  const bool is_database =
      fd.valid() &&
      ::read(fd.get(), start.data(), start.size()) ==
          static_cast<ssize_t>(start.size()) &&
      std::string_view(start.data(), start.size()) == kDatabaseStart;
  return is_database ? FileContent::kDatabase : FileContent::kOther;
}

bool is_named_like_database(std::string_view path) {
  return std::any_of(
      kDatabaseEndings.begin(), kDatabaseEndings.end(),
      [&](std::string_view ending) {
        return path.size() > ending.size() &&
               same_name(path.substr(path.size() - ending.size()), ending);
      });
}

// Whether a table would be named after less than all of its name, or it is
// standard input.
bool is_named_like_csv(const std::string& path) {
  return table_name_for(path) != path.substr(path.rfind('/') + 1);
}

bool is_descriptor(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return false;
  const std::string_view folder = path.substr(0, slash);
  return folder == "/dev/fd" ||
         (folder.starts_with("/proc/") && folder.ends_with("/fd"));
}

// As shells name the pipes of commands where there is no /dev/fd.
bool is_nameless_pipe(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0 || !S_ISFIFO(status.st_mode)) {
    return false;
  }
  const std::string name = path.substr(path.rfind('/') + 1);
  return name.find_first_not_of("0123456789") == std::string::npos ||
         name.starts_with('.') || name.starts_with("sh-np");
}

}  // namespace

void check_inputs_differ(const std::vector<std::string>& inputs) {
  std::unordered_set<std::string> places;
  for (const std::string& input : inputs) {
    if (!places.insert(input == "-" ? input : place_of_path(input)).second) {
      throw UsageError("FILE: " + input + " is given twice");
    }
  }
}

void check_database_is_last(const std::vector<std::string>& inputs,
                            const std::string& target) {
  const std::string& first = inputs.front();
  const FileContent in_first = content_of(first);
  const FileContent in_last = content_of(target);
  if (in_last == FileContent::kDatabase) return;
  // Several databases are shards, to be merged into one of any name.
  const bool is_merge = inputs.size() > 1 && in_last == FileContent::kNone &&
                        !has_csv_ending(target);
  const bool is_swapped =
      in_first == FileContent::kDatabase
          ? !is_merge && !is_named_like_database(target)
          : in_first == FileContent::kNone && is_named_like_database(first) &&
                (in_last == FileContent::kOther || is_named_like_csv(target));
  if (is_swapped) {
    throw UsageError("DATABASE: goes last, behind each FILE; " + first +
                     (in_first == FileContent::kDatabase
                          ? " is one"
                          : " is named like one"));
  }
  if (in_last == FileContent::kNone && has_csv_ending(target)) {
    throw UsageError("DATABASE: goes last, behind each FILE; " + target +
                     " is named like a FILE");
  }
}

bool is_database(const std::string& path) {
  return content_of(path) == FileContent::kDatabase;
}

void check_inputs_have_names(const std::vector<std::string>& inputs) {
  for (const std::string& input : inputs) {
    if (!is_descriptor(input) && !is_nameless_pipe(input)) continue;
    throw UsageError("FILE: " + input +
                     " has no name for a table; name it with --table");
  }
}

}  // namespace csvimport
