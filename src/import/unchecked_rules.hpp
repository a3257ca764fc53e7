#pragma once

// What a dry run does not hold records against, as only the database can.

#include "target/connection.hpp"
#include "target/target_table.hpp"

#include <string>
#include <vector>

namespace csvimport {

// What of the table, which is there, may refuse a row whose values fit its
// columns: "keys", "NOT NULL" and the like; none of a plain table. Throws
// SystemError.
std::vector<std::string> unchecked_rules(Connection& database,
                                         const TargetTable& table);

}  // namespace csvimport
