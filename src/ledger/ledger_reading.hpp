#pragma once

// The ledger of a database that is only read.

#include "ledger/ledger.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace csvimport {

// All entries of the ledger of the database at `path`, those of later imports
// behind others; none where there is no ledger. Makes and changes no file, and
// waits so long for other processes. Throws SystemError if there is no database
// that can be read, and ImportError where another table has the ledger's name.
std::vector<LedgerEntry> read_ledger(const std::string& path,
                                     std::uint64_t timeout_ms);

}  // namespace csvimport
