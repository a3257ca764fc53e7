#pragma once

// What contradicts --like.

#include "import/import_job.hpp"

namespace csvimport {

// Throws UsageError for options that would do nothing, as another table says
// how new ones are declared.
void check_like(const ImportJob& job);

}  // namespace csvimport
