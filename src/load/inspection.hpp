#pragma once

// A pass over the inputs of a table that makes nothing.

#include "load/load_context.hpp"
#include "load/load_outcome.hpp"

namespace csvimport {

// Reads the inputs for what can be learned of them: the types that fit, and
// which records are bad. Throws what the stages throw.
LoadOutcome inspect_table(const LoadContext& context);

// Reads the inputs as for a table whose types are those of the context, and
// makes none: also for which rows the plans' condition holds. The same.
LoadOutcome judge_table(const LoadContext& context);

}  // namespace csvimport
