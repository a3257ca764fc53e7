#include "landing/sqlite_failure.hpp"

#include "base/interrupt.hpp"
#include "base/system_error.hpp"

#include <spdlog/fmt/fmt.h>
#include <sqlite3.h>

namespace csvimport {

void fail_with(const std::string& name, const SQLite::Exception& error,
               std::uint64_t timeout_ms) {
  throw_if_interrupted();
  switch (error.getErrorCode() & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      throw SystemError(
          name, fmt::format("locked by another process; waited {} s, and "
                            "--timeout can make that longer",
                            static_cast<double>(timeout_ms) / 1000));
    case SQLITE_NOTADB:
      throw SystemError(name, "is not a SQLite database, or is encrypted");
    case SQLITE_CORRUPT:
      throw SystemError(name, std::string("is damaged: ") + error.what());
    case SQLITE_FULL:
      throw SystemError(name, "cannot write: the disk is full");
    case SQLITE_READONLY:
    case SQLITE_PERM:
      throw SystemError(name, std::string("cannot write: ") + error.what());
    case SQLITE_CANTOPEN:
      throw SystemError(name, std::string("cannot open: ") + error.what());
    default:
      throw SystemError(name, error.what());
  }
}

}  // namespace csvimport
