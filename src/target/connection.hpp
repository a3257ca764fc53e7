#pragma once

// A connection to a database: the target, or a file that is on its way to be
// it.

#include <SQLiteCpp/Exception.h>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

namespace SQLite {
class Database;
}  // namespace SQLite

namespace csvimport {

// A connection, of one thread. Enforces foreign keys; waits for other processes
// so long as it is told to; ends what runs when a signal arrives. Throws
// SystemError for what SQLite refuses, Interrupted.
class Connection {
 public:
  enum class Kind {
    kShared,   // others use it, and it is to survive whatever happens
    kScratch,  // nobody else sees it, and it is thrown away if anything happens
    kRead,     // is only read, as ReadAccess says
    kMemory,   // in memory, and no file
  };

  // Opens the file at `path`, which is there; messages call it `name`. URIs can
  // be attached to it. `vfs` is SQLite's for one that is shared; "": the usual
  // one. Throws SystemError unless it is a database that can be written, or
  // read if that is all.
  Connection(const std::string& path, std::string name, Kind kind,
             std::uint64_t timeout_ms, const std::string& vfs = "");
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  // How it keeps texts: "UTF-8", "UTF-16le" or "UTF-16be".
  std::string encoding();

  // Whether its path leads to another file by now, or to none.
  bool has_moved();

  [[nodiscard]] const std::string& name() const { return name_; }
  SQLite::Database& database() { return *database_; }

  // Runs `call`, and makes what SQLite refuses ours.
  template <class Call>
  auto translate(Call call) {
    try {
      return call();
    } catch (const SQLite::Exception& error) {
      fail(error);
    }
  }

  // What `error` is to the user.
  [[noreturn]] void fail(const SQLite::Exception& error) const;

 private:
  struct BusyWait;

  // Both throw SQLite::Exception, the first SystemError too.
  void open_to_write(Kind kind, const std::string& vfs);
  void open_to_read();
  void wait_for_others();

  std::string path_;
  std::string name_;
  std::unique_ptr<BusyWait> busy_wait_;
  std::unique_ptr<SQLite::Database> database_;
};

// One to a file that is on its way to be the database `name`.
inline Connection open_scratch(const std::string& path, std::string name) {
  return Connection(path, std::move(name), Connection::Kind::kScratch, 0);
}

}  // namespace csvimport
