#pragma once

// The foreign keys that tables of the target declare. Whatever is in this
// folder lets SQLite::Exception pass: who lands makes it ours.

#include "schema/table_schema.hpp"

#include <string>
#include <vector>

namespace SQLite {
class Database;
}  // namespace SQLite

namespace csvimport {

struct ForeignKey {
  int number = 0;  // among the table's, as PRAGMA foreign_key_list has them
  std::vector<std::string> columns;
  std::string parent;  // as the declaration spells it
  bool has_parent = false;
  std::vector<std::string> parent_columns;  // none: the parent has no key
  // Whether the parent tells its rows apart by these columns; SQLite refuses to
  // look for keys that do not fit their parent ("SQLite Foreign Key Support",
  // section 3).
  bool fits_parent = false;
  std::string on_delete;  // "NO ACTION", say
  std::string on_update;
};

// One and the table that declares it.
struct Reference {
  std::string child;
  ForeignKey key;
};

// Whether the table tells its rows apart by this column, as keys that refer to
// it want it. It need not be there.
bool is_parent_key(SQLite::Database& database, const ParentColumn& parent);

// Whether a row of any table refers to nothing; all keys fit their parents.
bool has_broken_keys(SQLite::Database& database);

// Those of the table, by their numbers.
std::vector<ForeignKey> foreign_keys_of(SQLite::Database& database,
                                        const std::string& table);

// Those of all tables.
std::vector<Reference> all_references(SQLite::Database& database);

// Those that refer to the table.
std::vector<Reference> references_to(SQLite::Database& database,
                                     const std::string& table);

// Whether SQLite looks at foreign keys as rows of the table come or go.
bool are_keys_enforced(SQLite::Database& database, const std::string& table);

// Whether a row refers by the key to nothing, as SQL; `values` are expressions
// for the key's columns. It fits the parent, if that is there.
std::string refers_to_nothing_sql(const ForeignKey& key,
                                  const std::vector<std::string>& values);

}  // namespace csvimport
