#pragma once

// What the target's ledger gets to know of an import.

#include "import/import_job.hpp"
#include "import/table_import.hpp"
#include "target/connection.hpp"

#include <vector>

namespace csvimport {

// Adds the inputs of the tables, which have landed, to the ledger of the
// database, as the job asks for it, and forgets what had come into those that
// were emptied. Throws InputsKnown, TailsMoved, SystemError, and ImportError
// for an input that was written to while it was read.
void write_ledger(const ImportJob& job,
                  const std::vector<const TableImport*>& tables,
                  Connection& database);

}  // namespace csvimport
