#pragma once

// Where the time of a run went, on its page.

#include "report/run_facts.hpp"

#include <string>

namespace csvimport {

// What held the run up, in a sentence.
std::string held_up_text(const RunFacts& facts);

// The section with the steps and the stages over time.
std::string time_section(const RunFacts& facts);

}  // namespace csvimport
