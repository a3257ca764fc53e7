#pragma once

// What has become of a followed file whose name another one has now.

#include "input/file_identity.hpp"
#include "input/input.hpp"
#include "ledger/tails.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace csvimport {

// A regular file beside another, under a name that begins as its name does.
struct FileBeside {
  std::string path;
  FileIdentity identity;
  std::int64_t modified_ns = 0;
  // Its name is the other's with a number or a date, as rotation gives it, and
  // maybe compressed: log.csv.1, log.csv.2.gz, log-20261130.csv.
  bool is_rotated = false;
};

// Whether the file has what was read of it then. Throws SystemError.
bool has_print_of(Input& file, const TailState& state);

// The last of `states` that tells of this very file, which is still the same as
// far as it was read. Throws SystemError.
std::optional<TailState> state_of_file(Input& file,
                                       const std::vector<TailState>& states);
// The same of one beside another; none for what cannot be followed.
std::optional<TailState> state_of_file(const FileBeside& file,
                                       const std::vector<TailState>& states);

// Those beside `path`, by the time of their last change; without those that
// cannot be looked at.
std::vector<FileBeside> files_beside(const std::string& path);

// The one of `files` that `state` tells of: the very file, or else a copy under
// a name that rotation gave, which `known` states do not tell of, the last
// that has what was read. Throws SystemError for one that cannot be read.
std::optional<FileBeside> find_earlier(const std::vector<FileBeside>& files,
                                       const TailState& state,
                                       const std::vector<TailState>& known);

}  // namespace csvimport
