#pragma once

// What sorting may use.

#include <cstdint>
#include <future>
#include <string>

namespace csvimport {

struct SortSettings {
  // For the entries of all indexes of a table; what is more goes to a file.
  std::uint64_t memory_bytes = 0;
  std::string folder;  // of that file
  std::string target;  // what it is for
  // When entries are sorted, or made ready, for a thread that wants them soon:
  // it may be on another one.
  std::launch policy = std::launch::deferred;
};

}  // namespace csvimport
