#pragma once

// The pages of the target that SQLite keeps in memory.

#include <cstdint>

namespace SQLite {
class Database;
}  // namespace SQLite

namespace csvimport {

// What SQLite may keep of a database while this lives; then as much as before,
// and the memory is given back. One thread.
class PageCache {
 public:
  // Borrows the database.
  PageCache(SQLite::Database& database, std::uint64_t bytes);
  PageCache(const PageCache&) = delete;
  PageCache& operator=(const PageCache&) = delete;
  ~PageCache();

 private:
  SQLite::Database& database_;
  const std::int64_t size_before_;  // as PRAGMA cache_size has it
};

}  // namespace csvimport
