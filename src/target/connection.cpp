#include "target/connection.hpp"

#include "base/interrupt.hpp"
#include "base/path.hpp"
#include "base/system_error.hpp"
#include "pages/new_database.hpp"
#include "target/read_access.hpp"
#include "target/sqlite_failure.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <utility>

namespace csvimport {
namespace {

// Often enough to end soon after a signal, seldom enough to cost nothing.
constexpr int kStepsBetweenChecks = 20'000;

int ends_at_signals(void* /*unused*/) { return is_interrupted() ? 1 : 0; }

}  // namespace

// How long SQLite has waited for a lock.
struct Connection::BusyWait {
  std::uint64_t timeout_ms;
  std::chrono::steady_clock::time_point start;

  static int wait(void* state, int attempts) {
    constexpr int kLongestPauseMs = 20;
    auto& self = *static_cast<BusyWait*>(state);
    const auto now = std::chrono::steady_clock::now();
    if (attempts == 0) self.start = now;
    const std::chrono::milliseconds timeout(self.timeout_ms);
    if (is_interrupted() || now - self.start >= timeout) return 0;
    pause_unless_interrupted(std::min(attempts + 1, kLongestPauseMs));
    return 1;
  }
};

Connection::Connection(const std::string& path, std::string name, Kind kind,
                       std::uint64_t timeout_ms, const std::string& vfs)
    : path_(folder_of(path) + '/' + path.substr(path.rfind('/') + 1)),
      name_(std::move(name)),
      busy_wait_(std::make_unique<BusyWait>()) {
  busy_wait_->timeout_ms = timeout_ms;
  translate([&] {
    if (kind == Kind::kMemory) {
      database_ = std::make_unique<SQLite::Database>(":memory:",
                                                     SQLite::OPEN_READWRITE);
    } else if (kind == Kind::kRead) {
      open_to_read();
    } else {
      open_to_write(kind, vfs);
    }
  });
}

void Connection::open_to_write(Kind kind, const std::string& vfs) {
  database_ = std::make_unique<SQLite::Database>(
      path_, SQLite::OPEN_READWRITE | SQLite::OPEN_URI, 0,
      kind == Kind::kShared ? vfs.c_str() : kWithoutLocks);
  wait_for_others();
  // What rows leave behind is overwritten where that takes no more writes;
  // Debian's SQLite would write each page that a truncated table frees.
  database_->exec(kind == Kind::kShared ? "PRAGMA foreign_keys = ON;"
                                          "PRAGMA secure_delete = FAST;"
                                          "PRAGMA synchronous = FULL"
                                        : "PRAGMA journal_mode = MEMORY;"
                                          "PRAGMA synchronous = OFF;"
                                          "PRAGMA locking_mode = EXCLUSIVE");
  (void)database_->execAndGet("SELECT count(*) FROM sqlite_schema");
  if (sqlite3_db_readonly(database_->getHandle(), "main") == 1) {
    throw SystemError(name_,
                      "cannot be written: it is read-only, or of a format "
                      "newer than SQLite " +
                          std::string(sqlite3_libversion()) + " writes");
  }
}

void Connection::open_to_read() {
  const ReadAccess access = read_access(path_, name_);
  database_ = std::make_unique<SQLite::Database>(
      access.uri, SQLite::OPEN_READONLY | SQLite::OPEN_URI);
  wait_for_others();
  if (access.indexes_log_itself) {
    database_->exec("PRAGMA locking_mode = EXCLUSIVE");
  }
  (void)database_->execAndGet("SELECT count(*) FROM sqlite_schema");
}

void Connection::wait_for_others() {
  sqlite3* const handle = database_->getHandle();
  sqlite3_busy_handler(handle, BusyWait::wait, busy_wait_.get());
  sqlite3_progress_handler(handle, kStepsBetweenChecks, ends_at_signals,
                           nullptr);
}

Connection::~Connection() = default;

void Connection::fail(const SQLite::Exception& error) const {
  fail_with(name_, error, busy_wait_->timeout_ms);
}

std::string Connection::encoding() {
  return translate([&] {
    return database_->execAndGet("PRAGMA main.encoding").getString();
  });
}

bool Connection::has_moved() {
  int moved = 0;
  sqlite3_file_control(database_->getHandle(), "main", SQLITE_FCNTL_HAS_MOVED,
                       &moved);
  return moved != 0;
}

}  // namespace csvimport
