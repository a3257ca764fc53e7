#pragma once

// From argv to Options, with CLI11.

#include "cli/options.hpp"

#include <string>
#include <variant>

namespace csvimport {

// What was asked for instead of an import: the text of --help or --version.
struct Information {
  std::string text;
};

// Throws UsageError.
std::variant<Options, Information> parse_command_line(int argc,
                                                      const char* const* argv);

}  // namespace csvimport
