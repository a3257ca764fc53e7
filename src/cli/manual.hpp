#pragma once

// The manual page.

#include "cli/option_groups.hpp"

#include <string>

namespace csvimport {

// In the language of man(7), for section 1.
std::string manual_page(const OptionGroups& groups);

}  // namespace csvimport
