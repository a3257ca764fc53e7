#pragma once

// What --help prints.

#include "cli/option_groups.hpp"

#include <string>

namespace csvimport {

// No line is wider than a terminal of 80 columns.
std::string help_text(const OptionGroups& groups);

}  // namespace csvimport
