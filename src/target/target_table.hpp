#pragma once

// A table that is there before the import.

#include "schema/affinity.hpp"
#include "schema/table_schema.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace csvimport {

struct TargetColumn {
  std::string name;
  std::string type;  // as it is declared
  Affinity affinity = Affinity::kBlob;
  std::string collation;
  std::optional<std::string> default_sql;  // an expression
  bool is_not_null = false;
  TypeRule takes = TypeRule::kAny;  // where triggers have no say before it

  bool operator==(const TargetColumn&) const = default;
};

struct TargetTable {
  std::string name;                    // as the database writes it
  std::vector<TargetColumn> columns;   // that can be set, in order
  std::vector<std::string> generated;  // columns that cannot
  std::vector<std::string> primary_key;
  // Its columns that refer to one of a table each, by a foreign key alone.
  std::vector<std::pair<std::string, ParentColumn>> references;
  bool has_rowid = true;
  bool is_strict = false;
  bool has_triggers = false;
  // Takes records as they are: nothing depends on them or constrains them.
  bool is_plain = false;

  [[nodiscard]] std::vector<std::string> column_names() const {
    std::vector<std::string> names;
    for (const TargetColumn& column : columns) names.push_back(column.name);
    return names;
  }
  bool operator==(const TargetTable&) const = default;
};

}  // namespace csvimport
