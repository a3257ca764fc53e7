#include "ledger/ledger_table.hpp"

#include "base/import_error.hpp"
#include "base/message_text.hpp"
#include "target/schema_queries.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

namespace csvimport {

bool LedgerTable::is_ours() {
  return connection_.translate([&] {
    SQLite::Database& database = connection_.database();
    return is_table(database, name_) &&
           names_of_columns(database, name_) == columns_;
  });
}

bool LedgerTable::exists() {
  const bool is_taken = connection_.translate(
      [&] { return is_name_taken(connection_.database(), name_); });
  if (!is_taken) return false;
  if (is_ours()) return true;
  throw ImportError({connection_.name()},
                    quoted_for_message(name_) +
                        " is not the table that csvimport keeps of the files "
                        "it has imported; give it another name");
}

void LedgerTable::make() {
  if (exists()) return;
  connection_.translate([&] { connection_.database().exec(create_); });
}

void LedgerTable::forget(const std::string& table) {
  if (!is_ours()) return;
  connection_.translate([&] {
    SQLite::Statement remove(
        connection_.database(),
        "DELETE FROM main." + name_ + " WHERE table_name = ?1");
    remove.bind(1, table);
    remove.exec();
  });
}

}  // namespace csvimport
