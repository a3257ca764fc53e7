#pragma once

// What options say of the columns of one table: checked against those that it
// has, and put into its schema.

#include "import/import_job.hpp"
#include "schema/table_schema.hpp"
#include "target/target_table.hpp"

#include <optional>
#include <string>

namespace csvimport {

// Throws ImportError for a column that an option names and the table, whose
// columns are all in `schema`, does not have; the error's place is the input.
// `existing` is none for a table that is made anew.
void check_table_options(const ImportJob& job,
                         const std::optional<TargetTable>& existing,
                         const TableSchema& schema,
                         const std::string& input_name);

// An existing table keeps its declaration; but a record without a value that
// must be there is bad all the same. The options are checked.
void apply_table_options(const ImportJob& job, TableSchema& schema);

// Throws ImportError if a column that is made in a STRICT table, whose types
// are final, does not take its default: no row could get it.
void check_strict_defaults(const std::optional<TargetTable>& existing,
                           const TableSchema& schema,
                           const std::string& input_name);

// Warns of options that change nothing, as the table exists, or as it does not.
void warn_of_idle_options(const ImportJob& job,
                          const std::optional<TargetTable>& existing,
                          const TableSchema& schema,
                          const std::string& input_name);

}  // namespace csvimport
