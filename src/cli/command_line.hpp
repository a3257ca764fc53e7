#pragma once

// From argv, and the environment, to Options, with CLI11.

#include "cli/options.hpp"

#include <string>
#include <variant>

namespace csvimport {

// What was asked for instead of an import, such as the text of --help.
struct Information {
  std::string text;
};

// Throws UsageError.
std::variant<Options, Information> parse_command_line(int argc,
                                                      const char* const* argv);

}  // namespace csvimport
