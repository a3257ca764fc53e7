#pragma once

// What a cluster's tables cannot be asked for, as rows that it depends on are
// not here.

#include "cluster/mirror.hpp"
#include "cluster/rqlite_client.hpp"
#include "import/import_job.hpp"
#include "target/target_table.hpp"

#include <string>
#include <vector>

namespace csvimport {

// Throws ImportError if a table may not be called so.
void check_name(const ImportJob& job, const std::string& table);

// Throws ImportError if the job would change or remove rows of the table that
// others of `schema`, which is the mirror's, depend on.
void check_dependents(const ImportJob& job, const TargetTable& table,
                      const std::vector<SchemaEntry>& schema, Mirror& mirror);

// Throws ImportError if rows that are in the cluster are not unique where the
// job wants it; and as the client.
void check_uniques(const ImportJob& job, const TargetTable& table,
                   RqliteClient& client);

}  // namespace csvimport
