#pragma once

// A part of a transaction that can be undone.

#include <SQLiteCpp/SQLiteCpp.h>

namespace csvimport {

// The statements of a connection's savepoints, compiled once: rows that move
// one by one may each need a savepoint. Borrows the database.
class SavepointStatements {
 public:
  explicit SavepointStatements(SQLite::Database& database)
      : begin_(database, "SAVEPOINT csvimport"),
        keep_(database, "RELEASE csvimport"),
        roll_back_(database, "ROLLBACK TO csvimport") {}

  void begin() { run(begin_); }
  void keep() { run(keep_); }
  void undo() {
    run(roll_back_);
    keep();
  }

 private:
  static void run(SQLite::Statement& statement) {
    statement.exec();
    statement.reset();
  }

  SQLite::Statement begin_;
  SQLite::Statement keep_;
  SQLite::Statement roll_back_;
};

// What is done to a database from its making on, until it is kept or undone.
// They nest. If it comes to neither, as an exception passes or the transaction
// may be gone, it ends with the transaction. Borrows the statements.
class Savepoint {
 public:
  explicit Savepoint(SavepointStatements& statements)
      : statements_(statements) {
    statements_.begin();
  }
  Savepoint(const Savepoint&) = delete;
  Savepoint& operator=(const Savepoint&) = delete;
  ~Savepoint() = default;

  void keep() { statements_.keep(); }
  void undo() { statements_.undo(); }

 private:
  SavepointStatements& statements_;
};

}  // namespace csvimport
