#pragma once

// Which file a file is, whatever its name.

#include <cstdint>
#include <optional>

namespace csvimport {

struct FileIdentity {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;   // may be that of a file that is gone
  std::int64_t born_ns = 0;  // since 1970, in UTC; 0 where nobody knows

  bool operator==(const FileIdentity&) const = default;
};

// When the open file `fd` was made, as above.
std::int64_t born_ns_of(int fd);

}  // namespace csvimport
