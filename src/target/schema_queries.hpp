#pragma once

// What the target's schema says of a table.

#include "schema/affinity.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace SQLite {
class Database;
}  // namespace SQLite

namespace csvimport {

// Whether a query, whose parameter ?1 is the table's name, gives a row. Throws
// SQLite::Exception.
bool finds_any(SQLite::Database& database, const std::string& sql,
               const std::string& table);

// Whether anything of the main database has this name. Throws
// SQLite::Exception.
bool is_name_taken(SQLite::Database& database, const std::string& name);

// Whether the main database has a table of this name, neither a view nor a
// virtual one. Throws SQLite::Exception.
bool is_table(SQLite::Database& database, const std::string& name);

// The columns of the table, generated ones too. Throws SQLite::Exception.
std::vector<std::string> names_of_columns(SQLite::Database& database,
                                          const std::string& table);

// The triggers of the table that have the name in what they do. Throws
// SQLite::Exception.
std::vector<std::string> triggers_naming(SQLite::Database& database,
                                         const std::string& table,
                                         const std::string& name);

// How a column keeps and compares its values.
struct ColumnFacts {
  Affinity affinity = Affinity::kBlob;
  std::string collation = "BINARY";
};

// Those of a table's column. Throws SQLite::Exception if there is none.
ColumnFacts facts_of(SQLite::Database& database, const std::string& table,
                     const std::string& column);

// Whether the word, a keyword that no name is without quotes, stands in what
// the table declares. Throws SQLite::Exception.
bool declares(SQLite::Database& database, const std::string& table,
              std::string_view keyword);

// Whether the table never gives a rowid twice: AUTOINCREMENT. Throws
// SQLite::Exception.
bool counts_rowids(SQLite::Database& database, const std::string& table);

// Whether constraints of the table say themselves what becomes of rows that
// break them. May be so where it only reads like it. Throws SQLite::Exception.
bool has_conflict_clauses(SQLite::Database& database, const std::string& table);

// Whether they have rows take the places of others. May be so where it only
// reads like it. Throws SQLite::Exception.
bool has_replacing_clauses(SQLite::Database& database,
                           const std::string& table);

// Whether something of the table is made of its columns' values: a generated
// column, an expression in an index, a part of the rows for one. Throws
// SQLite::Exception.
bool derives_from_values(SQLite::Database& database, const std::string& table);

// Whether foreign keys have rows that refer to the table's go or change with
// those. Throws SQLite::Exception.
bool acts_on_others(SQLite::Database& database, const std::string& table);

}  // namespace csvimport
