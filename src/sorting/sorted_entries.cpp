#include "sorting/sorted_entries.hpp"

#include <utility>

namespace csvimport {

SortedEntries::SortedEntries(const IndexPlan& plan,
                             const SortSettings& settings)
    : memory_bytes_(settings.memory_bytes),
      spill_file_(settings.folder, settings.target) {
  runs_.reserve(plan.indexes.size());
  for (const IndexSchema& index : plan.indexes) runs_.emplace_back(index);
}

void SortedEntries::add(BatchRuns batch) {
  rowids_.add(batch.rowids);
  rows_.add(std::move(batch.rows));
  std::uint64_t in_memory = rows_.bytes_in_memory();
  for (std::size_t i = 0; i < batch.runs.size(); ++i) {
    runs_[i].add(std::move(batch.runs[i]));
    in_memory += runs_[i].bytes_in_memory();
  }
  if (in_memory > memory_bytes_) spill();
}

void SortedEntries::spill() {
  for (EntryRuns& all : runs_) all.spill(spill_file_);
  rows_.spill(spill_file_);
}

}  // namespace csvimport
