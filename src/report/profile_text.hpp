#pragma once

// The profile of an import's tables, for a terminal.

#include "import/import_summary.hpp"

#include <string>

namespace csvimport {

// For each table that has one a line, and below it a line for each column, with
// what it tells one below the other; "" if none has any.
std::string profile_text(const ImportSummary& summary);

}  // namespace csvimport
