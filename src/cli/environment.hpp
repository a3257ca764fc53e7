#pragma once

// Options that the environment gives: each from a variable that is called
// CSVIMPORT_ and its name, in capitals and with underscores.

#include "cli/variables.hpp"

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace csvimport {

// Takes each of `options` that is not given from its variable, as one value,
// and notes it in `variables`. Throws UsageError.
void take_variables(const std::vector<CLI::Option*>& options,
                    std::vector<Variable>& variables);

// A warning for each variable that is set, and called so, but is none of
// `options`.
std::vector<std::string> warnings_of_unknown_variables(
    const std::vector<CLI::Option*>& options);

}  // namespace csvimport
