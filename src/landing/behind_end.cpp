#include "landing/behind_end.hpp"

#include "landing/database_file.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>

namespace csvimport {
namespace {

// How long the file would be without.
std::uint64_t size_of_pages(SQLite::Database& database) {
  return std::uint64_t{
             database.execAndGet("PRAGMA main.page_count").getUInt()} *
         database.execAndGet("PRAGMA main.page_size").getUInt();
}

// As there is nobody else who writes, what is there belongs to nobody.
void cut_file(SQLite::Database& database, DatabaseFile& file) {
  SQLite::Transaction transaction(database,
                                  SQLite::TransactionBehavior::IMMEDIATE);
  const std::uint64_t size = size_of_pages(database);
  if (file.size() > size) file.truncate(size);
}

}  // namespace

void cut_behind_end(Connection& connection) {
  connection.translate([&] {
    SQLite::Database& database = connection.database();
    if (database.execAndGet("PRAGMA main.journal_mode").getString() == "wal") {
      return;
    }
    DatabaseFile file(database.getHandle());
    const std::uint64_t size = size_of_pages(database);
    if (file.size() > size) cut_file(database, file);
  });
}

}  // namespace csvimport
