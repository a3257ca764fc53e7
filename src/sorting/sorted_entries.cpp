#include "sorting/sorted_entries.hpp"

#include <utility>

namespace csvimport {

SortedEntries::SortedEntries(const IndexPlan& plan,
                             const SortSettings& settings)
    : settings_(settings), spill_file_(settings.folder, settings.target) {
  runs_.reserve(plan.indexes.size());
  for (const IndexSchema& index : plan.indexes) runs_.emplace_back(index);
}

void SortedEntries::add(BatchRuns batch) {
  rowids_.add(batch.rowids);
  rows_.add(std::move(batch.rows));
  for (std::size_t i = 0; i < batch.runs.size(); ++i) {
    runs_[i].add(std::move(batch.runs[i]));
  }
  if (bytes_in_memory() > settings_.memory_bytes) spill();
}

std::uint64_t SortedEntries::bytes_in_memory() const {
  std::uint64_t bytes = rows_.bytes_in_memory();
  for (const EntryRuns& all : runs_) bytes += all.bytes_in_memory();
  return bytes;
}

void SortedEntries::spill() {
  for (EntryRuns& all : runs_) all.spill(spill_file_);
  rows_.spill(spill_file_);
}

}  // namespace csvimport
