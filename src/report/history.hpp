#pragma once

// What a database's ledger tells, for people and for programs.

#include "ledger/ledger.hpp"

#include <string>
#include <vector>

namespace csvimport {

// A line for each entry, below one that names the columns; where there is none,
// a sentence that says so of `database`. Whatever the names are made of, it
// steers no terminal.
std::string history_table(const std::string& database,
                          const std::vector<LedgerEntry>& entries);

// All of the entries as one line of JSON, in UTF-8 whatever the names are made
// of.
std::string history_json(const std::string& database,
                         const std::vector<LedgerEntry>& entries);

}  // namespace csvimport
