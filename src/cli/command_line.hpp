#pragma once

// From argv to Options, with CLI11.

#include "cli/options.hpp"

#include <stdexcept>
#include <string>
#include <variant>

namespace csvimport {

// The command line makes no sense; what() says why. Exit status 2.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// What was asked for instead of an import: the text of --help or --version.
struct Information {
  std::string text;
};

// Throws UsageError.
std::variant<Options, Information> parse_command_line(int argc,
                                                      const char* const* argv);

}  // namespace csvimport
