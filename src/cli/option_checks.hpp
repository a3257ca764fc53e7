#pragma once

// From the values of a command line to the options that they mean.

#include "cli/options.hpp"
#include "cli/raw_options.hpp"

namespace csvimport {

// Sets what `raw` says in `options`. Throws UsageError for a value that is none
// of its option, and for options that contradict each other.
void apply(const RawOptions& raw, Options& options);

}  // namespace csvimport
