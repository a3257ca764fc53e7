#pragma once

// Scripts that have a shell complete csvimport's command line: options, their
// words, files, and, by asking csvimport, tables of the database and columns of
// the file.

#include "cli/option_groups.hpp"

#include <string>

namespace csvimport {

// For bash, from version 4.
std::string bash_completions(const OptionGroups& groups);

// To be kept as _csvimport in a folder of zsh's fpath.
std::string zsh_completions(const OptionGroups& groups);

std::string fish_completions(const OptionGroups& groups);

}  // namespace csvimport
