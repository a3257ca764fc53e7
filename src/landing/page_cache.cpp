#include "landing/page_cache.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <string>

namespace csvimport {
namespace {

constexpr std::uint64_t kKibibyte = 1024;

}  // namespace

PageCache::PageCache(SQLite::Database& database, std::uint64_t bytes)
    : database_(database),
      size_before_(database.execAndGet("PRAGMA main.cache_size").getInt64()) {
  database_.exec("PRAGMA main.cache_size = -" +
                 std::to_string(bytes / kKibibyte));
}

PageCache::~PageCache() {
  (void)database_.tryExec("PRAGMA main.cache_size = " +
                          std::to_string(size_before_));
  sqlite3_db_release_memory(database_.getHandle());
}

}  // namespace csvimport
