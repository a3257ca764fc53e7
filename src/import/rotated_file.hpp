#pragma once

// What has become of a followed file whose name another one has now.

#include "ledger/tails.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace csvimport {

// A regular file beside another, under a name that begins as its name does.
struct FileBeside {
  std::string path;
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::int64_t modified_ns = 0;
  // Its name is the other's with a number or a date, as rotation gives it, and
  // maybe compressed: log.csv.1, log.csv.2.gz, log-20261130.csv.
  bool is_rotated = false;

  [[nodiscard]] bool is_file_of(const TailState& state) const {
    return device == state.device && inode == state.inode;
  }
};

// Those beside `path`, by the time of their last change.
std::vector<FileBeside> files_beside(const std::string& path);

// The one of `files` that `state` tells of: the very file, or else a copy under
// a name that rotation gave, which `known` states do not tell of, the last
// that has what was read. Throws SystemError for one that cannot be read.
std::optional<FileBeside> find_earlier(const std::vector<FileBeside>& files,
                                       const TailState& state,
                                       const std::vector<TailState>& known);

}  // namespace csvimport
