#pragma once

// What the values of columns are like, on a run's page.

#include "import/import_summary.hpp"

#include <string>

namespace csvimport {

// The section with a picture for each column; "" where there is no profile.
std::string profile_section(const ImportSummary& summary);

}  // namespace csvimport
