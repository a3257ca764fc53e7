#include "landing/imposter.hpp"

#include "schema/table_schema.hpp"
#include "target/indexes.hpp"

#include <sqlite3.h>

#include <stdexcept>

namespace csvimport {
namespace {

// Until it is told otherwise, SQLite takes what is created for the declaration
// of the b-tree at `root`, and writes it nowhere. To be told so with `on` 0 and
// a page has it read the schema anew, which has no imposter.
void set_mode(SQLite::Database& database, int on, std::int64_t root) {
  sqlite3_test_control(SQLITE_TESTCTRL_IMPOSTER, database.getHandle(), "main",
                       on, static_cast<int>(root));
}

}  // namespace

std::optional<Imposter> Imposter::over(SQLite::Database& database,
                                       std::int64_t root,
                                       const std::string& declaration) {
  // There a table would be made in earnest, or records end before their NULLs,
  // which the table would take for columns that were added to it.
  for (const char* const option : {"UNTESTABLE", "ENABLE_NULL_TRIM"}) {
    if (sqlite3_compileoption_used(option) != 0) return std::nullopt;
  }
  // This reads the schema, which has to come before.
  const std::string name = free_name(database, "csvimport_imposter");
  set_mode(database, 1, root);
  const int code = database.tryExec("CREATE TABLE " + quote_identifier(name) +
                                    ' ' + declaration);
  set_mode(database, 0, 0);
  if (code != SQLITE_OK) return std::nullopt;
  if (free_name(database, name) != name) {
    throw std::logic_error("SQLite made a table of " + name +
                           "; please report this");
  }
  return Imposter(database, main_name(name));
}

Imposter::~Imposter() {
  if (database_ != nullptr) set_mode(*database_, 0, 1);
}

}  // namespace csvimport
