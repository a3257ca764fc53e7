#pragma once

// A while without SQLite's own foreign keys.

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

namespace csvimport {

// Has a connection not enforce foreign keys as long as it lives, also within a
// transaction, where the pragma does nothing. Open keys that SQLite has counted
// stay counted.
class ForeignKeysOff {
 public:
  explicit ForeignKeysOff(SQLite::Database& database) : database_(database) {
    sqlite3_db_config(database.getHandle(), SQLITE_DBCONFIG_ENABLE_FKEY, -1,
                      &were_on_);
    set(0);
  }
  ForeignKeysOff(const ForeignKeysOff&) = delete;
  ForeignKeysOff& operator=(const ForeignKeysOff&) = delete;
  ~ForeignKeysOff() { set(were_on_); }

 private:
  void set(int on) {
    sqlite3_db_config(database_.getHandle(), SQLITE_DBCONFIG_ENABLE_FKEY, on,
                      nullptr);
  }

  SQLite::Database& database_;
  int were_on_ = 0;
};

}  // namespace csvimport
