#pragma once

// Databases that nobody else sees yet.

#include <SQLiteCpp/Database.h>

#include <string>

namespace csvimport {

// Opens the empty file at `path` as a database of kPageSize pages, with texts
// in `encoding`, without journal and syncs: what goes wrong with it is thrown
// away as a whole. Throws SQLite::Exception.
SQLite::Database open_new_database(const std::string& path,
                                   const std::string& encoding);

// Has SQLite put what it keeps on disk for a while into `folder`. Comes before
// any thread starts.
void keep_temporary_files_in(const std::string& folder);

// The version of the SQLite library in use, such as "3.40.1".
std::string sqlite_version();

}  // namespace csvimport
