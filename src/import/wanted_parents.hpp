#pragma once

// The columns that --foreign-key and --extract want others to refer to.

#include "import/import_job.hpp"
#include "schema/table_schema.hpp"
#include "target/connection.hpp"
#include "target/landing_options.hpp"
#include "target/target_table.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace csvimport {

// What columns of the tables of an import are to refer to.
using WantedParents = std::vector<std::pair<std::string, ParentColumn>>;

bool is_same_parent(const ParentColumn& one, const ParentColumn& other);

// The --foreign-key that wants it, ready to paste.
std::string foreign_key_flag(const std::string& column,
                             const ParentColumn& parent);

// Those of columns whose texts go to lookup tables.
WantedParents parents_of_extracted(const ValueOptions& values);

// Has the columns that the import makes for the table refer to what is wanted,
// but none to itself.
void refer_to_parents(const WantedParents& wanted, TableSchema& schema);

// The columns of a table that exists, and keeps its declaration, which do not
// refer to what is wanted.
std::vector<std::string> idle_foreign_keys(const WantedParents& wanted,
                                           const TargetTable& existing);

// A table of the import, as it will be; borrowed.
struct ImportedTable {
  const TableSchema& schema;
  const std::optional<TargetTable>& existing;  // that rows are added to
};

// Throws ImportError unless each column that the option `flag` has refer to
// another is in one of the tables.
void check_children(const std::string& flag, const WantedParents& wanted,
                    const std::vector<ImportedTable>& tables);

// Throws ImportError unless each column that is referred to is the key of one
// of the tables, or of another one of the database, which is null if there is
// none. Throws SystemError.
void check_parents(const WantedParents& wanted, const LandingOptions& landing,
                   const std::vector<ImportedTable>& tables,
                   Connection* database);

}  // namespace csvimport
