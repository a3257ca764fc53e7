#pragma once

// From sorted entries to the trees of indexes.

#include "base/step_observer.hpp"
#include "pages/page.hpp"
#include "pages/page_appender.hpp"
#include "pipeline/pipeline.hpp"
#include "sorting/index_time.hpp"
#include "sorting/sorted_entries.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace csvimport {

// An index that was built.
struct BuiltIndex {
  // None if there is no entry, so that the empty leaf that SQLite put there may
  // stay.
  std::optional<std::array<std::uint8_t, kPageSize>> root;
  std::uint64_t entries = 0;
  // Of a unique index: the rowids of rows whose key one before them has,
  // ascending. Then the tree is of no use.
  std::vector<std::int64_t> losers;
  IndexTime time;
};

// Has the pool write the trees of all indexes, one after the other, and forgets
// their entries. Throws SystemError, Interrupted.
std::vector<BuiltIndex> build_indexes(SortedEntries& entries,
                                      PageAppender& pages,
                                      const PipelineSettings& settings,
                                      const StepObserver& on_step);

}  // namespace csvimport
