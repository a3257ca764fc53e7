#pragma once

// Whether columns of tables that exist can keep the ids of --extract.

#include "import/wanted_parents.hpp"
#include "target/connection.hpp"
#include "target/landing_options.hpp"

#include <string>
#include <vector>

namespace csvimport {

// Throws ImportError unless the columns of tables that exist can keep ids,
// refer to no other table than the one whose ids they get, and have nothing
// else now: where no foreign key says so, all rows are looked at, unless they
// are to go. The connection may only be null if no table exists. Throws
// SystemError.
void check_keep_ids(const WantedParents& extracted,
                    const std::vector<ImportedTable>& tables,
                    IfExists if_exists, Connection* connection);

}  // namespace csvimport
