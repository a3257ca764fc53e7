#include "landing/script_run.hpp"

#include "base/import_error.hpp"
#include "base/message_text.hpp"
#include "foreign_keys/open_keys.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <string>

namespace csvimport {
namespace {

// Whether it is the machine that refused, not the database.
bool is_of_system(int code) {
  switch (code & 0xFF) {
    case SQLITE_ERROR:
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_TOOBIG:
    case SQLITE_AUTH:
      return false;
    default:
      return true;
  }
}

}  // namespace

void run_statement(Connection& connection, const std::string& file,
                   const ScriptStatement& statement) {
  const Location where{file, statement.line};
  try {
    SQLite::Statement running(connection.database(), statement.sql);
    if (running.getBindParameterCount() > 0) {
      throw ImportError(where, "has a parameter, which nothing gives a value");
    }
    while (running.executeStep()) {
    }
  } catch (const SQLite::Exception& error) {
    if (is_of_system(error.getErrorCode())) connection.fail(error);
    throw ImportError(where, on_one_line(error.what()));
  }
}

void check_closes_keys(Connection& connection, const SqlScript& script) {
  if (!has_open_keys(connection.database())) return;
  throw ImportError({script.file}, "FOREIGN KEY constraint failed at its end");
}

void run_alone(Connection& connection, const SqlScript& script) {
  connection.translate([&] {
    SQLite::Database& database = connection.database();
    database.exec("PRAGMA foreign_keys = ON");
    SQLite::Transaction transaction(database);
    database.exec("PRAGMA defer_foreign_keys = ON");
    for (const ScriptStatement& statement : script.statements) {
      run_statement(connection, script.file, statement);
    }
    check_closes_keys(connection, script);
    transaction.commit();
  });
}

}  // namespace csvimport
