#pragma once

// The profile of a table, for programs.

#include "import/table_summary.hpp"

#include <nlohmann/json_fwd.hpp>

namespace csvimport {

// As README.md tells its fields; null where none was made.
nlohmann::ordered_json profile_json(const TableSummary& table);

}  // namespace csvimport
