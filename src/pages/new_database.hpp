#pragma once

// Databases that nobody else sees yet.

#include "pages/page.hpp"
#include "schema/index_schema.hpp"
#include "schema/table_schema.hpp"

#include <SQLiteCpp/Database.h>

#include <string>
#include <vector>

namespace csvimport {

// The VFS of SQLite for files that nobody else uses.
inline constexpr const char* kWithoutLocks = "unix-none";

// The URI to attach the file at `path` by, which nobody else uses and whose
// file system may have no locks.
std::string uri_without_locks(const std::string& path);

// Opens the empty file at `path` as a database of kPageSize pages, with texts
// in `encoding`, without journal and syncs: what goes wrong with it is thrown
// away as a whole. Throws SQLite::Exception.
SQLite::Database open_new_database(const std::string& path,
                                   const std::string& encoding);

// Where a new table's pages go.
struct TablePlace {
  PageNumber root = 0;                  // an empty leaf
  std::vector<PageNumber> index_roots;  // of its indexes: empty leaves
  PageNumber first_free = 0;            // the first page behind the file's end
};

// Has SQLite make a table in such a database, which is made if the file is
// empty, or take it away again. Its indexes are made with it; that of its key
// has the name key_index_name(). Throw SystemError.
TablePlace create_table(const std::string& path, const std::string& encoding,
                        const TableSchema& schema,
                        const std::vector<IndexSchema>& indexes);
void drop_table(const std::string& path, const std::string& encoding,
                const TableSchema& schema);

// Has SQLite put what it keeps on disk for a while into `folder`. Comes before
// any thread starts.
void keep_temporary_files_in(const std::string& folder);

// The version of the SQLite library in use, such as "3.40.1".
std::string sqlite_version();

}  // namespace csvimport
