#pragma once

// A part of a transaction that can be undone.

#include <SQLiteCpp/SQLiteCpp.h>

#include <string>

namespace csvimport {

// A savepoint of one name, set again and again. Throws SQLite::Exception.
class Savepoint {
 public:
  Savepoint(SQLite::Database& database, const std::string& name)
      : set_(database, "SAVEPOINT " + name),
        release_(database, "RELEASE " + name),
        roll_back_(database, "ROLLBACK TO " + name) {}

  void set() { run(set_); }
  void release() { run(release_); }
  // What came since set() is gone; the savepoint stays.
  void roll_back() { run(roll_back_); }

 private:
  static void run(SQLite::Statement& statement) {
    statement.exec();
    statement.reset();
  }

  SQLite::Statement set_;
  SQLite::Statement release_;
  SQLite::Statement roll_back_;
};

}  // namespace csvimport
