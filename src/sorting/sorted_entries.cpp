#include "sorting/sorted_entries.hpp"

#include <utility>

namespace csvimport {

SortedEntries::SortedEntries(const std::vector<IndexSchema>& indexes,
                             const SortSettings& settings)
    : memory_bytes_(settings.memory_bytes),
      spill_file_(settings.folder, settings.target) {
  runs_.reserve(indexes.size());
  for (const IndexSchema& index : indexes) runs_.emplace_back(index);
}

std::vector<EntryCollector> SortedEntries::collectors(
    std::optional<std::size_t> key_column) const {
  std::vector<EntryCollector> collectors;
  for (const EntryRuns& runs : runs_) {
    collectors.emplace_back(runs.index(), key_column);
  }
  return collectors;
}

void SortedEntries::add(std::vector<EntryRun> runs) {
  std::uint64_t in_memory = 0;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    runs_[i].add(std::move(runs[i]));
    in_memory += runs_[i].bytes_in_memory();
  }
  if (in_memory <= memory_bytes_) return;
  for (EntryRuns& all : runs_) all.spill(spill_file_);
}

}  // namespace csvimport
