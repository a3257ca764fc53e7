#pragma once

// To read a database that others may write to meanwhile, and leave no trace.

#include "base/path.hpp"
#include "base/system_error.hpp"
#include "target/connection.hpp"
#include "target/read_access.hpp"

#include <cstdint>
#include <string>

namespace csvimport {

// What `read` makes of a connection to the database at `path`, which messages
// call so. Reads it anew if someone wrote meanwhile and SQLite did not look.
// Throws SystemError, and what `read` throws.
template <class Read>
auto read_steadily(const std::string& path, std::uint64_t timeout_ms,
                   Read read) {
  constexpr int kReads = 5;  // by taste
  const std::string place = resolved_path(path);
  for (int i = 0; i < kReads; ++i) {
    const ReadAccess before = read_access(place, path);
    const auto is_unchanged = [&] {
      return !before.ignores_others || before == read_access(place, path);
    };
    try {
      Connection connection(place, path, Connection::Kind::kRead, timeout_ms);
      auto result = read(connection);
      if (is_unchanged()) return result;
    } catch (const SystemError&) {
      // Half of a change looks like damage.
      if (is_unchanged()) throw;
    }
  }
  throw SystemError(path, "is being written to; try again");
}

}  // namespace csvimport
