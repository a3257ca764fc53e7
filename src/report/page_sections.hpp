#pragma once

// The parts of a run's page that are words and tables. Each is a section, or ""
// where there is nothing to tell.

#include "report/run_facts.hpp"

#include <string>

namespace csvimport {

// What came in from where, and into what.
std::string inputs_section(const RunFacts& facts);
// Records that were left out, by what is wrong with them.
std::string rejects_section(const RunFacts& facts);
// Repairs, values that are others now or in the wrong place, and warnings.
std::string notes_section(const RunFacts& facts);
// The command, and what was chosen, as flags to paste.
std::string choices_section(const RunFacts& facts);
// The ledger's last runs.
std::string ledger_section(const RunFacts& facts);

}  // namespace csvimport
