#pragma once

// The names that a command line may go on with.

#include "import/import_job.hpp"

#include <string>
#include <vector>

namespace csvimport {

enum class NameKind { kTables, kColumns };

// The tables of the target, or the columns of the first input as the table
// would have them, by the job's options; none where that cannot be read, or
// only once. Changes nothing.
std::vector<std::string> known_names(const ImportJob& job, NameKind kind);

}  // namespace csvimport
