#pragma once

// What goes with a table that --if-exists replace puts another in place of.

#include "import/import_job.hpp"
#include "schema/table_schema.hpp"
#include "target/connection.hpp"
#include "target/target_table.hpp"

#include <map>
#include <string>

namespace csvimport {

// The tables that others take the place of, and what goes with them. One
// thread.
class Replacements {
 public:
  // Borrows the job.
  explicit Replacements(const ImportJob& job) : job_(job) {}

  // `schema` takes the place of `old`; both are borrowed. Throws ImportError if
  // the old table declares what the new one would not, and that is not to be
  // given up: a key, a CHECK, NOT NULL and the like. NOT NULL, DEFAULT and
  // COLLATE go with their column, if the new table has none of its name. Throws
  // SystemError. May come again for the same table.
  void check(Connection& connection, const TargetTable& old,
             const TableSchema& schema);

  // Warns of what was given up so, of columns that the new tables do not have,
  // and of tables that triggers have told nothing of the new rows. Throws
  // SystemError.
  void warn(Connection& connection) const;

 private:
  struct Replacement {
    const TargetTable* old;
    const TableSchema* schema;
    std::string lost_rules;  // in words; "" if none
  };

  static void warn_of(const Replacement& replacement, Connection& connection);

  const ImportJob& job_;
  std::map<std::string, Replacement> by_table_;  // by the old one's name
};

}  // namespace csvimport
