#pragma once

// What becomes of a row whose key is there.

#include "schema/names.hpp"
#include "schema/table_schema.hpp"

#include <string>
#include <vector>

namespace csvimport {

// The end of an INSERT of these columns, with a space in front, by which a row
// whose `key` is there gets the values of the others.
inline std::string update_clause(const std::vector<std::string>& columns,
                                 const std::vector<std::string>& key) {
  std::string changes;
  for (const std::string& column : columns) {
    if (find_name(column, key)) continue;
    const std::string name = quote_identifier(column);
    changes += (changes.empty() ? "" : ", ") + name + " = excluded." + name;
  }
  return " ON CONFLICT (" + quoted_list(key) + ") DO " +
         (changes.empty() ? "NOTHING" : "UPDATE SET " + changes);
}

}  // namespace csvimport
