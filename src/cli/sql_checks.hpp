#pragma once

// What --sql may be given with.

#include "cli/options.hpp"
#include "cli/raw_options.hpp"

namespace csvimport {

// Sets what `raw` says of SQL in `options`, which are checked for all else.
// Throws UsageError for what contradicts --sql, and for what needs it.
void check_sql(const RawOptions& raw, Options& options);

}  // namespace csvimport
