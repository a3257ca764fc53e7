#pragma once

// What a cluster's tables cannot be asked for, as rows that it depends on are
// not here.

#include "cluster/mirror.hpp"
#include "cluster/rqlite_client.hpp"
#include "cluster/staged_import.hpp"
#include "import/import_job.hpp"
#include "target/target_table.hpp"

#include <string>
#include <vector>

namespace SQLite {
class Database;
}  // namespace SQLite

namespace csvimport {

// Throws ImportError if a table may not be called so.
void check_name(const ImportJob& job, const std::string& table);

// Throws ImportError if the job would remove rows of the table that others of
// `schema`, which is the mirror's, depend on.
void check_dependents(const ImportJob& job, const TargetTable& table,
                      const std::vector<SchemaEntry>& schema, Mirror& mirror);

// The same if an update of the table would change columns that others of
// `schema`, which the local database has, refer to. Throws SQLite::Exception.
void check_updates(const ImportJob& job, const SentTable& table,
                   const std::vector<SchemaEntry>& schema,
                   SQLite::Database& database);

// Throws ImportError if rows that are in the cluster are not unique where the
// job wants it; and as the client.
void check_uniques(const ImportJob& job, const TargetTable& table,
                   RqliteClient& client);

}  // namespace csvimport
