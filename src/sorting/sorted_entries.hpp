#pragma once

// The entries that the rows of a table bring to indexes, sorted.

#include "pages/key_range.hpp"
#include "schema/index_schema.hpp"
#include "sorting/batch_entries.hpp"
#include "sorting/entry_runs.hpp"
#include "sorting/row_collector.hpp"
#include "sorting/sort_settings.hpp"
#include "sorting/spill_file.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace csvimport {

// Keeps what workers have sorted, in memory up to a limit and else in a file.
// One thread. Throws SystemError.
class SortedEntries {
 public:
  SortedEntries(const IndexPlan& plan, const SortSettings& settings);
  SortedEntries(const SortedEntries&) = delete;
  SortedEntries& operator=(const SortedEntries&) = delete;

  // Takes what the next batch brings.
  void add(BatchRuns batch);

  // Puts all that is in memory into the file.
  void spill();
  [[nodiscard]] std::uint64_t bytes_in_memory() const;
  [[nodiscard]] const SortSettings& settings() const { return settings_; }

  // Whether all have rowids, and these ascend in the order of rows.
  [[nodiscard]] bool rowids_ascend() const { return rowids_.ascends; }
  // The rows, if they were sorted. As indexes() in all else.
  [[nodiscard]] const EntryRuns& rows() const { return rows_; }
  void forget_rows() { rows_.clear(); }
  // Those of each index. Any thread may read them once all are there.
  [[nodiscard]] const std::vector<EntryRuns>& indexes() const { return runs_; }
  // Forgets those of an index.
  void forget(std::size_t index) { runs_[index].clear(); }

 private:
  std::vector<EntryRuns> runs_;
  EntryRuns rows_{index_of_rows()};
  KeyRange rowids_;
  SortSettings settings_;
  SpillFile spill_file_;
};

}  // namespace csvimport
