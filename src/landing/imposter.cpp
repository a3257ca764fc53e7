#include "landing/imposter.hpp"

#include "schema/table_schema.hpp"
#include "target/indexes.hpp"

#include <sqlite3.h>

#include <stdexcept>

namespace csvimport {
namespace {

void set_mode(SQLite::Database& database, int on, std::int64_t root) {
  sqlite3_test_control(SQLITE_TESTCTRL_IMPOSTER, database.getHandle(), "main",
                       on, static_cast<int>(root));
}

// From now on SQLite takes what is created for the declaration of the b-tree at
// `root`, and writes it nowhere.
void begin_declaring(SQLite::Database& database, std::int64_t root) {
  set_mode(database, 1, root);
}

void end_declaring(SQLite::Database& database) { set_mode(database, 0, 0); }

// Has SQLite read the schema anew, in which there are no imposters: off, and
// with any page.
void forget_declared(SQLite::Database& database) { set_mode(database, 0, 1); }

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
  begin_declaring(database, root);
  const int code = database.tryExec("CREATE TABLE " + quote_identifier(name) +
                                    ' ' + declaration);
  end_declaring(database);
  if (code != SQLITE_OK) return std::nullopt;
  if (free_name(database, name) != name) {
    throw std::logic_error("SQLite made a table of " + name +
                           "; please report this");
  }
  return Imposter(database, main_name(name));
}

Imposter::~Imposter() {
  if (database_ != nullptr) forget_declared(*database_);
}

}  // namespace csvimport
