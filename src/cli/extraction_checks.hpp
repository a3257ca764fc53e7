#pragma once

// What --extract may ask for.

#include "import/import_job.hpp"

#include <string>
#include <vector>

namespace csvimport {

// Adds what the texts COLUMN=TABLE say to the conversions of `job`, whose other
// options about columns are known. Throws UsageError for one that says nothing,
// and for what has no meaning beside ids.
void add_extractions(const std::vector<std::string>& texts, ImportJob& job);

// Throws UsageError if a lookup table is imported, too. The inputs are known.
void check_lookups(const ImportJob& job);

}  // namespace csvimport
