#include "target/sqlite_failure.hpp"

#include "base/import_error.hpp"
#include "base/interrupt.hpp"
#include "base/system_error.hpp"

#include <spdlog/fmt/fmt.h>
#include <sqlite3.h>

namespace csvimport {
namespace {

// With what SQLite knows beyond the low byte, as far as `error` has it.
int code_of(const SQLite::Exception& error) {
  const int extended = error.getExtendedErrorCode();
  return extended > 0 ? extended : error.getErrorCode();
}

}  // namespace

void fail_with(const std::string& name, const SQLite::Exception& error,
               std::uint64_t timeout_ms) {
  throw_if_interrupted();
  const int code = code_of(error);
  if (code == SQLITE_READONLY_DBMOVED) {
    throw SystemError(name, "was replaced or removed while the import ran");
  }
  if (code == SQLITE_READONLY_DIRECTORY) {
    throw SystemError(name,
                      "cannot write: SQLite needs a journal beside it, and its "
                      "folder cannot be written");
  }
  if (code == SQLITE_READONLY_ROLLBACK) {
    throw SystemError(
        name,
        "was left in the midst of a change, and has a journal beside it, by "
        "which whoever opens it for writing undoes that, such as: sqlite3 " +
            name + " .tables");
  }
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      throw SystemError(
          name, fmt::format("locked by another process; waited {} s, and "
                            "--timeout can make that longer",
                            static_cast<double>(timeout_ms) / 1000));
    case SQLITE_NOTADB:
      throw SystemError(name,
                        "is not a SQLite database, or is encrypted; DATABASE "
                        "is the last path of the command line");
    case SQLITE_CORRUPT:
      throw SystemError(name, std::string("is damaged: ") + error.what());
    case SQLITE_FULL:
      throw SystemError(name, "cannot write: the disk is full");
    case SQLITE_READONLY:
    case SQLITE_PERM:
      throw SystemError(name, std::string("cannot write: ") + error.what());
    case SQLITE_CANTOPEN:
      throw SystemError(name, std::string("cannot open: ") + error.what());
    case SQLITE_ERROR:
    case SQLITE_CONSTRAINT:
      throw ImportError({name}, error.what());
    default:
      throw SystemError(name, error.what());
  }
}

}  // namespace csvimport
