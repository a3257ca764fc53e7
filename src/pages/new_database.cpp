#include "pages/new_database.hpp"

#include "base/system_error.hpp"
#include "pages/file_uri.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdlib>

namespace csvimport {
namespace {

// Of a table or an index.
PageNumber root_of(SQLite::Database& database, const std::string& name) {
  SQLite::Statement root(database,
                         "SELECT rootpage FROM sqlite_schema WHERE name = ?");
  root.bind(1, name);
  root.executeStep();
  return root.getColumn(0).getUInt();
}

std::string create_index_sql(const IndexSchema& index,
                             const TableSchema& table) {
  std::vector<std::string> columns;
  for (const IndexedColumn& column : index.columns) {
    columns.push_back(table.columns[column.place.value()].name);
  }
  return csvimport::create_index_sql(index.name, table.table, columns,
                                     index.is_unique);
}

}  // namespace

std::string uri_without_locks(const std::string& path) {
  return file_uri(path) + "?vfs=" + kWithoutLocks;
}

SQLite::Database open_new_database(const std::string& path,
                                   const std::string& encoding) {
  // Nobody else uses the file, and its file system may have no locks.
  SQLite::Database database(path, SQLite::OPEN_READWRITE, 0, kWithoutLocks);
  database.exec("PRAGMA page_size = " + std::to_string(kPageSize) +
                ";PRAGMA encoding = '" + encoding +
                "';"
                "PRAGMA auto_vacuum = NONE;"
                "PRAGMA journal_mode = OFF;"
                "PRAGMA synchronous = OFF;"
                "PRAGMA locking_mode = EXCLUSIVE;");
  return database;
}

TablePlace create_table(const std::string& path, const std::string& encoding,
                        const TableSchema& schema,
                        const std::vector<IndexSchema>& indexes) {
  try {
    SQLite::Database database = open_new_database(path, encoding);
    database.exec(create_table_sql(schema));
    TablePlace place;
    place.root = root_of(database, schema.table);
    for (const IndexSchema& index : indexes) {
      if (index.name != key_index_name(schema.table)) {
        database.exec(create_index_sql(index, schema));
      }
      place.index_roots.push_back(root_of(database, index.name));
    }
    place.first_free = 1 + database.execAndGet("PRAGMA page_count").getUInt();
    return place;
  } catch (const SQLite::Exception& error) {
    throw SystemError(path, error.what());
  }
}

void drop_table(const std::string& path, const std::string& encoding,
                const TableSchema& schema) {
  try {
    open_new_database(path, encoding).exec(drop_table_sql(schema));
  } catch (const SQLite::Exception& error) {
    throw SystemError(path, error.what());
  }
}

void keep_temporary_files_in(const std::string& folder) {
  ::setenv("SQLITE_TMPDIR", folder.c_str(), 1);
}

std::string sqlite_version() { return SQLite::getLibVersion(); }

}  // namespace csvimport
