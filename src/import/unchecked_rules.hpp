#pragma once

// What a dry run does not hold records against, as only the database can.

#include "import/import_job.hpp"
#include "schema/table_schema.hpp"
#include "target/connection.hpp"
#include "target/target_table.hpp"

#include <optional>
#include <string>
#include <vector>

namespace csvimport {

// What may refuse a row whose values fit the columns of the table `schema`, or
// change rows of others for it: "keys", "NOT NULL" and the like. `there` is the
// table as the database has it, if it does, and `key` that of conflicts. Throws
// SystemError.
std::vector<std::string> unchecked_rules(
    const ImportJob& job, Connection& database,
    const std::optional<TargetTable>& there, const TableSchema& schema,
    const std::vector<std::string>& key);

}  // namespace csvimport
