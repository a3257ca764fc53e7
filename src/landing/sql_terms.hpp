#pragma once

// Pieces that SQL is put together from.

#include <string>
#include <vector>

namespace csvimport {

using Terms = std::vector<std::string>;

inline std::string joined(const Terms& terms, const char* separator) {
  std::string sql;
  for (const std::string& term : terms) {
    if (!sql.empty()) sql += separator;
    sql += term;
  }
  return sql;
}

// "" if there is no condition.
inline std::string where(const Terms& conditions) {
  return conditions.empty() ? "" : " WHERE " + joined(conditions, " AND ");
}

}  // namespace csvimport
