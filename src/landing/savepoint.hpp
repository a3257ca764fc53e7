#pragma once

// A part of a transaction that can be undone.

#include <SQLiteCpp/SQLiteCpp.h>

namespace csvimport {

// What is done to a database from its making on, until it is kept or undone.
// They nest. If it comes to neither, as an exception passes or the transaction
// may be gone, it ends with the transaction. Borrows the connection.
class Savepoint {
 public:
  explicit Savepoint(SQLite::Database& database) : database_(database) {
    database_.exec("SAVEPOINT csvimport");
  }
  Savepoint(const Savepoint&) = delete;
  Savepoint& operator=(const Savepoint&) = delete;
  ~Savepoint() = default;

  void keep() { database_.exec("RELEASE csvimport"); }
  void undo() { database_.exec("ROLLBACK TO csvimport; RELEASE csvimport"); }

 private:
  SQLite::Database& database_;
};

}  // namespace csvimport
