#pragma once

// The table of options: what each is called, takes and means, as CLI11 holds
// it. Help, manual page, completions and the environment's variables come from
// it.

#include "cli/options.hpp"
#include "cli/raw_options.hpp"

#include <CLI/CLI.hpp>

namespace csvimport {

// Adds all that say how to import, with what holds where they are not given.
// Those that need no further check go into `options`, the others into `raw`;
// both are borrowed by `app`.
void add_options(CLI::App& app, Options& options, RawOptions& raw);

// Adds those that ask for a text and no import, and are not taken from the
// environment.
void add_information_options(CLI::App& app, Options& options, RawOptions& raw);

}  // namespace csvimport
