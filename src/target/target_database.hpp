#pragma once

// The database that an import goes into, where there is one.

#include "target/target_table.hpp"

#include <SQLiteCpp/Exception.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace SQLite {
class Database;
}  // namespace SQLite

namespace csvimport {

// A connection, of one thread. Enforces foreign keys; waits for other processes
// so long as it is told to; ends what runs when a signal arrives. Throws
// SystemError for what SQLite refuses, Interrupted.
class TargetDatabase {
 public:
  enum class Kind {
    kShared,   // others use it, and it is to survive whatever happens
    kScratch,  // nobody else sees it, and it is thrown away if anything happens
  };

  // Opens the file at `path`, which is there; messages call it `name`. Throws
  // SystemError unless it is a database that can be written.
  TargetDatabase(const std::string& path, std::string name, Kind kind,
                 std::uint64_t timeout_ms);
  TargetDatabase(const TargetDatabase&) = delete;
  TargetDatabase& operator=(const TargetDatabase&) = delete;
  ~TargetDatabase();

  // The table of that name, compared as SQLite compares. Throws ImportError if
  // what has the name cannot be imported into: a view, say.
  std::optional<TargetTable> find_table(const std::string& name);

  // Throws ImportError if SQLite takes no rows of these columns into the table,
  // whatever is in them: as a trigger does not work, say.
  void check_inserts(const TargetTable& table,
                     const std::vector<std::string>& columns);

  bool has_rows(const TargetTable& table);

  // Throws ImportError if rows of the table are not unique by these columns.
  void check_key(const TargetTable& table, const std::vector<std::string>& key);

  // How it keeps texts: "UTF-8", "UTF-16le" or "UTF-16be".
  std::string encoding();

  // Whether its path leads to another file by now, or to none.
  bool has_moved();

  [[nodiscard]] const std::string& name() const { return name_; }
  SQLite::Database& connection() { return *connection_; }

  // Runs `call`, and makes what SQLite refuses ours.
  template <class Call>
  auto attempt(Call call) {
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

  // Fills in all but the name and whether it has rowids.
  void describe(bool is_strict, TargetTable& table);

  // Why SQLite does not compile an INSERT that ends so, "" if it does.
  std::string insert_error(const TargetTable& table,
                           const std::vector<std::string>& columns,
                           const std::string& on_conflict);

  std::string path_;
  std::string name_;
  std::unique_ptr<BusyWait> busy_wait_;
  std::unique_ptr<SQLite::Database> connection_;
};

}  // namespace csvimport
