#include "target/search_triggers.hpp"

#include "schema/names.hpp"
#include "schema/table_schema.hpp"
#include "target/search_table.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <algorithm>
#include <optional>
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

// Of triggers that the statement sets off; none if it cannot be compiled.
TableNames written_by(SQLite::Database& database, const std::string& sql) {
  try {
    const TriggerWrites writes(database);
    const SQLite::Statement compiled(database, sql);
    return writes.names();
  } catch (const SQLite::Exception& error) {
    if (error.getErrorCode() != SQLITE_ERROR) throw;
    return {};
  }
}

std::string inserting(const std::string& table) {
  return "INSERT INTO " + main_name(table) + " DEFAULT VALUES";
}

// The table that the full-text table of that name is over; as
// content_of_search().
std::optional<std::string> search_content(SQLite::Database& database,
                                          const std::string& name) {
  SQLite::Statement table(
      database,
      "SELECT sql FROM main.sqlite_schema WHERE type = 'table' AND name = ?1 "
      "COLLATE NOCASE");
  table.bind(1, name);
  if (!table.executeStep()) return std::nullopt;
  return content_of_search(table.getColumn(0).getString());
}

}  // namespace

bool triggers_only_search(SQLite::Database& database,
                          const std::string& table) {
  const TableNames written = written_by(database, inserting(table));
  const auto is_search = [&](const std::string& name) {
    return search_content(database, name).has_value();
  };
  return !written.empty() &&
         std::all_of(written.begin(), written.end(), is_search);
}

std::vector<std::string> written_by_triggers(SQLite::Database& database,
                                             const std::string& table) {
  TableNames written = written_by(database, inserting(table));
  written.merge(written_by(database, "DELETE FROM " + main_name(table)));
  std::vector<std::string> names;
  for (const std::string& name : written) {
    const std::optional<std::string> content = search_content(database, name);
    if (content && same_name(*content, table)) continue;
    names.push_back(name);
  }
  return names;
}

}  // namespace csvimport
