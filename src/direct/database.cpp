#include "direct/database.hpp"

#include "direct/page.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdlib>

namespace csvimport {

SQLite::Database open_new_database(const std::string& path,
                                   const std::string& encoding) {
  SQLite::Database database(path, SQLite::OPEN_READWRITE);
  database.exec("PRAGMA page_size = " + std::to_string(kPageSize) +
                ";PRAGMA encoding = '" + encoding +
                "';"
                "PRAGMA auto_vacuum = NONE;"
                "PRAGMA journal_mode = OFF;"
                "PRAGMA synchronous = OFF;"
                "PRAGMA locking_mode = EXCLUSIVE;");
  return database;
}

void keep_temporary_files_in(const std::string& folder) {
  ::setenv("SQLITE_TMPDIR", folder.c_str(), 1);
}

std::string sqlite_version() { return SQLite::getLibVersion(); }

}  // namespace csvimport
