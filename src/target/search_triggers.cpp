#include "target/search_triggers.hpp"

#include "schema/table_schema.hpp"
#include "target/schema_queries.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <algorithm>
#include <set>

namespace csvimport {
namespace {

using TableNames = std::set<std::string>;

int note_write(void* names, int action, const char* table,
               const char* /*column*/, const char* /*schema*/,
               const char* trigger) {
  const bool writes = action == SQLITE_INSERT || action == SQLITE_UPDATE ||
                      action == SQLITE_DELETE;
  if (writes && trigger != nullptr) {
    static_cast<TableNames*>(names)->insert(table);
  }
  return SQLITE_OK;
}

// While it lives, what triggers of statements that are compiled write to is
// noted.
class TriggerWrites {
 public:
  explicit TriggerWrites(SQLite::Database& database)
      : handle_(database.getHandle()) {
    sqlite3_set_authorizer(handle_, note_write, &names_);
  }
  TriggerWrites(const TriggerWrites&) = delete;
  TriggerWrites& operator=(const TriggerWrites&) = delete;
  ~TriggerWrites() { sqlite3_set_authorizer(handle_, nullptr, nullptr); }

  [[nodiscard]] const TableNames& names() const { return names_; }

 private:
  sqlite3* handle_;
  TableNames names_;
};

bool is_search_table(SQLite::Database& database, const std::string& name) {
  return finds_any(database,
                   "SELECT 1 FROM main.sqlite_schema WHERE type = 'table' AND "
                   "name = ?1 COLLATE NOCASE AND sql LIKE "
                   "'CREATE VIRTUAL TABLE%USING%FTS_%'",
                   name);
}

}  // namespace

bool triggers_only_search(SQLite::Database& database,
                          const std::string& table) {
  TableNames written;
  try {
    const TriggerWrites writes(database);
    const SQLite::Statement compiled(
        database, "INSERT INTO " + main_name(table) + " DEFAULT VALUES");
    written = writes.names();
  } catch (const SQLite::Exception& error) {
    if (error.getErrorCode() != SQLITE_ERROR) throw;
    return false;
  }
  const auto is_search = [&](const std::string& name) {
    return is_search_table(database, name);
  };
  return !written.empty() &&
         std::all_of(written.begin(), written.end(), is_search);
}

}  // namespace csvimport
