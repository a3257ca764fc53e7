#pragma once

// The indexes of a table that is loaded by the direct path: their entries are
// sorted, then their trees are written.

#include "pages/page.hpp"
#include "pages/page_appender.hpp"
#include "pipeline/pipeline.hpp"
#include "schema/index_schema.hpp"
#include "sorting/entry_collector.hpp"
#include "sorting/entry_run.hpp"
#include "sorting/entry_runs.hpp"
#include "sorting/index_time.hpp"
#include "sorting/sort_settings.hpp"
#include "sorting/spill_file.hpp"

#include <array>
#include <cstddef>
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

// Keeps what the workers have sorted, in memory up to a limit and else in a
// file. One thread; what the workers use is theirs. Throws SystemError.
class TableIndexes {
 public:
  TableIndexes(const std::vector<IndexSchema>& indexes,
               const SortSettings& settings);

  // For a worker: one for each index. `key_column` is the column that is the
  // rowid, if there is one.
  [[nodiscard]] std::vector<EntryCollector> collectors(
      std::optional<std::size_t> key_column) const;

  // Takes what a batch brings to each index.
  void add(std::vector<EntryRun> runs);

  // Has the pool write all trees, one after the other. Forgets the entries.
  // Throws Interrupted, too.
  std::vector<BuiltIndex> build(PageAppender& pages,
                                const PipelineSettings& settings);

 private:
  std::vector<EntryRuns> runs_;  // one for each index
  std::uint64_t memory_bytes_;
  SpillFile spill_file_;
};

}  // namespace csvimport
