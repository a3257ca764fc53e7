#pragma once

// Options that the environment gives: each from a variable that is called
// CSVIMPORT_ and its name, in capitals and with underscores.

#include <CLI/CLI.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace csvimport {

// A variable that an option is taken from.
struct Variable {
  const CLI::Option* option = nullptr;
  std::string name;
  std::string value;
};

// Takes each of `options` that is not given from its variable, as one value,
// and notes it in `variables`. Throws UsageError.
void take_variables(const std::vector<CLI::Option*>& options,
                    std::vector<Variable>& variables);

// The ones that give the options which a message names, as its last words.
std::string variables_behind(const std::vector<Variable>& variables,
                             std::string_view message);

// A warning for each variable that is set, and called so, but is none of
// `options`.
std::vector<std::string> warnings_of_unknown_variables(
    const std::vector<CLI::Option*>& options);

}  // namespace csvimport
