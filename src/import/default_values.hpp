#pragma once

// What --default says, as the column has it.

#include "import/import_job.hpp"

#include <string>

namespace csvimport {

// The text for column `name`, converted as the column's fields are by --date,
// --datetime and --boolean; elsewhere as it is written. Throws
// std::invalid_argument, with the reason, for one that these cannot convert or
// that the column's --type does not take, and for SQL's words for the time.
std::string default_value(const std::string& name, const std::string& text,
                          const ValueOptions& values);

}  // namespace csvimport
