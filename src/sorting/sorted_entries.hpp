#pragma once

// The entries that the rows of a table bring to indexes, sorted.

#include "schema/index_schema.hpp"
#include "sorting/entry_collector.hpp"
#include "sorting/entry_run.hpp"
#include "sorting/entry_runs.hpp"
#include "sorting/sort_settings.hpp"
#include "sorting/spill_file.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace csvimport {

// Keeps what workers have sorted, in memory up to a limit and else in a file.
// One thread. Throws SystemError.
class SortedEntries {
 public:
  SortedEntries(const std::vector<IndexSchema>& indexes,
                const SortSettings& settings);
  SortedEntries(const SortedEntries&) = delete;
  SortedEntries& operator=(const SortedEntries&) = delete;

  // For a worker, whose they are: one for each index. `key_column` is as
  // EntryCollector has it.
  [[nodiscard]] std::vector<EntryCollector> collectors(
      std::optional<std::size_t> key_column) const;

  // Takes what a batch brings to each index.
  void add(std::vector<EntryRun> runs);

  // Those of each index. Any thread may read them once all are there.
  [[nodiscard]] const std::vector<EntryRuns>& indexes() const { return runs_; }
  // Forgets those of an index.
  void forget(std::size_t index) { runs_[index].clear(); }

 private:
  std::vector<EntryRuns> runs_;
  std::uint64_t memory_bytes_;
  SpillFile spill_file_;
};

}  // namespace csvimport
