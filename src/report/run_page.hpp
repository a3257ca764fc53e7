#pragma once

// The page of a run, for whoever owns the job.

#include "report/run_facts.hpp"

#include <string>

namespace csvimport {

// HTML that is complete in itself: no script, nothing from elsewhere. In the
// order of its questions: did it work, what came in, what was left out or
// changed, what are the values like, where did the time go, what ran.
std::string run_page(const RunFacts& facts);

}  // namespace csvimport
