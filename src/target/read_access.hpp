#pragma once

// How to read a database and leave no trace: in WAL mode SQLite makes files
// beside it even for a connection that only reads.

#include <cstdint>
#include <string>

namespace csvimport {

// A way to open it, and what that goes by.
struct ReadAccess {
  std::string uri;
  // Nobody has it open, but a log was left. Read without locks, and with
  // locking_mode = EXCLUSIVE, SQLite indexes the log in its memory instead of
  // in a file beside it.
  bool indexes_log_itself = false;
  // SQLite does not look whether others write. Whoever reads so has to compare
  // this with what read_access() says afterwards.
  bool ignores_others = false;

  // Of the database and its log: what changes when someone writes.
  std::uint64_t size = 0;
  std::int64_t modified_ns = 0;
  std::uint64_t log_size = 0;

  bool operator==(const ReadAccess&) const = default;
};

// That to the file at `path`, which messages call `name`. Throws SystemError if
// it is none, or cannot be read.
ReadAccess read_access(const std::string& path, const std::string& name);

}  // namespace csvimport
