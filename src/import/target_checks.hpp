#pragma once

// What the target has to be for an import, as far as it shows beforehand.

#include "import/import_job.hpp"
#include "import/table_inputs.hpp"
#include "schema/table_schema.hpp"
#include "target/catalog.hpp"
#include "target/target_table.hpp"

#include <optional>
#include <string>
#include <vector>

namespace csvimport {

// Warns that --wal does nothing for a database which is not in WAL mode.
void warn_of_idle_wal(Connection& database);

// Throws ImportError if the table must not be there.
void check_may_exist(const ImportJob& job, const TargetTable& table);

// The columns that conflicts are about: those of --pk, or else the key of the
// table that rows are added to, if there is one. Throws ImportError if rows are
// to be updated by a key that is not known, or that the input lacks.
std::vector<std::string> conflict_key(
    const ImportJob& job, const TableInputs& inputs,
    const std::optional<TargetTable>& existing, const TableSchema& schema);

// Throws ImportError if the table's rows would lack a value in one of the
// columns that it is to get, or refer by it to others.
void check_new_columns(const ImportJob& job, Connection& database,
                       const TargetTable& table,
                       const std::vector<Column>& new_columns);

// Whether --unique makes the columns a key, in whatever order.
bool becomes_unique(const LandingOptions& landing,
                    const std::vector<std::string>& key);

// Throws ImportError if the table that rows are added to does not take any, or
// rows of it cannot be updated by the key.
void check_takes_rows(const ImportJob& job, Connection& database,
                      const TargetTable& table, const TableSchema& schema,
                      const std::vector<std::string>& key);

// Warns where VACUUM would part rows from the full-text index that the table is
// to get. The database is null if there is none.
void warn_of_search(const ImportJob& job, Connection* database,
                    const TableSchema& schema,
                    const std::optional<TargetTable>& existing);

// Throws ImportError if the table cannot have the full-text index that it is to
// get. The database is null if there is none.
void check_search(const ImportJob& job, Connection* database,
                  const TableSchema& schema,
                  const std::optional<TargetTable>& existing);

// Throws ImportError if something of the old tables does not fit the new ones,
// and is not to be given up.
void check_dependents(const ImportJob& job, Connection& database,
                      const std::vector<TableSchema>& new_tables);

}  // namespace csvimport
