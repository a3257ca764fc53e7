#pragma once

// Which rows of a local database go where in the cluster that it stands for.

#include "cluster/mirror.hpp"
#include "cluster/staged_import.hpp"
#include "import/import_job.hpp"
#include "import/import_summary.hpp"

#include <string>
#include <vector>

namespace csvimport {

// The tables that `summary` tells of, as they are in the local database at
// `path`, those that others refer to first; `schema` is the cluster's. Throws
// ImportError for what the cluster could not be asked to do as it is meant, and
// SystemError.
std::vector<SentTable> plan_sending(const std::string& path,
                                    const std::vector<SchemaEntry>& schema,
                                    const ImportJob& job,
                                    const ImportSummary& summary,
                                    const StagedImport& import);

// SQL for the values of a sent table's rows, in the local database: before its
// columns the number, where rows have numbers.
std::vector<std::string> sent_values(const SentTable& table,
                                     const std::string& path);

}  // namespace csvimport
