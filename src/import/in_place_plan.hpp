#pragma once

// Whether the pages of an import may land as they are in a database that
// exists.

#include "import/import_job.hpp"

#include <string>

namespace csvimport {

// Why tables that are made have to land by SQL, as a message has it behind "as
// "; "" if nothing that the user wants speaks against it.
std::string obstacle_to_plan_in_place(const ImportJob& job);

}  // namespace csvimport
