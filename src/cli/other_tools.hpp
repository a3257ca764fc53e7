#pragma once

// What options of other programs that load CSV files are called here.

#include <string_view>

namespace csvimport {

// The options here that do what `name`, without its dashes in front, does for
// another program; "--a or --b" where that depends on the program. "" where
// none does.
std::string_view option_of_other_tools(std::string_view name);

}  // namespace csvimport
