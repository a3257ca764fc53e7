#include "import/unchecked_rules.hpp"

#include "foreign_keys/foreign_keys.hpp"
#include "target/schema_queries.hpp"
#include "target/unique_keys.hpp"

#include <algorithm>

namespace csvimport {

std::vector<std::string> unchecked_rules(Connection& database,
                                         const TargetTable& table) {
  return database.translate([&] {
    SQLite::Database& handle = database.database();
    const std::string& name = table.name;
    const bool has_not_null = std::any_of(
        table.columns.begin(), table.columns.end(),
        [](const TargetColumn& column) { return column.is_not_null; });
    std::vector<std::string> rules;
    if (!unique_keys_of(handle, name).empty()) rules.emplace_back("keys");
    if (has_not_null) rules.emplace_back("NOT NULL");
    if (declares(handle, name, "CHECK")) rules.emplace_back("CHECK");
    if (!foreign_keys_of(handle, name).empty()) {
      rules.emplace_back("foreign keys");
    }
    if (table.has_triggers) rules.emplace_back("triggers");
    return rules;
  });
}

}  // namespace csvimport
