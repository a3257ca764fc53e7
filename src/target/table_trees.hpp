#pragma once

// The b-trees of a table that is there: its own, and those of its indexes.

#include "schema/affinity.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace SQLite {
class Database;
}  // namespace SQLite

namespace csvimport {

// A column of the table, as far as it decides what a row's record is.
struct TreeColumn {
  std::string name;
  std::string type;  // as SQL; declares the same affinity
  bool is_not_null = false;
  std::optional<std::string> default_sql;  // an expression
};

struct IndexColumn {
  std::string name;  // of the table's column
  Affinity affinity = Affinity::kBlob;
  std::string collation;
  bool descends = false;

  bool operator==(const IndexColumn&) const = default;
};

// An entry has the values of its columns and the rowid ("Database File Format",
// section 2.5).
struct IndexTree {
  std::string name;
  std::int64_t root = 0;  // page number
  bool is_unique = false;
  std::vector<IndexColumn> columns;

  // Whether it is the same index, wherever its pages are.
  bool operator==(const IndexTree& other) const {
    return name == other.name && is_unique == other.is_unique &&
           columns == other.columns;
  }
};

struct TableTrees {
  // Why rows cannot be put into the trees by hand, for a message: "it has
  // triggers", say; then the rest is not to be used. "" if they can.
  std::string obstacle;
  std::int64_t root = 0;  // page number
  bool is_strict = false;
  std::vector<TreeColumn> columns;          // in the order of the record
  std::optional<std::string> rowid_column;  // the column that is the rowid
  std::string rowid;                        // as SQL calls it
  bool counts_rowids = false;               // AUTOINCREMENT
  std::vector<IndexTree> indexes;           // in the order that SQLite checks

  // The one unique index of these columns, each named once, in any order; null
  // if there is none, or are several.
  [[nodiscard]] const IndexTree* unique_index_of(
      const std::vector<std::string>& names) const;
  // Whether a column is something else than NULL where a row does not bring it.
  [[nodiscard]] bool has_default(const std::string& column) const;
  // What the step is called that writes this one of the indexes.
  [[nodiscard]] std::string step_of(const IndexTree& index) const;
};

// Those of a table, all of whose constraints are told by what is returned.
// Throws SQLite::Exception.
TableTrees trees_of(SQLite::Database& database, const std::string& table);

}  // namespace csvimport
