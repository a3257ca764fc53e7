#pragma once

// What the ledger says of the inputs of a table.

#include "ledger/ledger.hpp"
#include "load/load_input.hpp"
#include "load/load_outcome.hpp"

#include <memory>
#include <string>
#include <vector>

namespace csvimport {

// How the ledger calls the input at `path`.
std::string ledger_name(const std::string& path);

// A line for each of `inputs`, which have been read, and which `tallies` is of,
// as they come into `table` now. Throws ImportError for one that was written to
// meanwhile.
std::vector<LedgerEntry> ledger_lines(
    const std::vector<std::unique_ptr<LoadInput>>& inputs,
    const std::vector<InputTally>& tallies, const std::string& table);

}  // namespace csvimport
