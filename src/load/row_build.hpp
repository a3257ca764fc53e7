#pragma once

// From sorted rows to the tree of their table.

#include "base/step_observer.hpp"
#include "pages/table_writer.hpp"
#include "pipeline/pipeline.hpp"
#include "sorting/sorted_entries.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace csvimport {

// Has the pool fill the leaves of `table`, and appends them to `writer`;
// forgets the rows. Returns the numbers of records whose rowid one before them
// has, ascending: if there are any, the tree is of no use. Throws SystemError,
// Interrupted.
std::vector<std::int64_t> build_rows(SortedEntries& entries,
                                     const std::string& table,
                                     TableWriter& writer,
                                     const PipelineSettings& settings,
                                     const StepObserver& on_step);

}  // namespace csvimport
