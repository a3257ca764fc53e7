#pragma once

// A cluster as the target.

#include "cli/options.hpp"

namespace csvimport {

// If the job's target is the URL of a cluster, says how to come in, as URL and
// environment have it. Throws UsageError if the URL is none, or for what goes
// into files only.
void take_cluster(Options& options);

}  // namespace csvimport
