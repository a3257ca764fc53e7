#pragma once

// What rows change in the indexes of a table.

#include "pages/record_encoder.hpp"
#include "schema/index_schema.hpp"
#include "sorting/batch_entries.hpp"
#include "sorting/entry_buffer.hpp"
#include "sorting/entry_runs.hpp"
#include "sorting/sort_settings.hpp"
#include "sorting/sorted_entries.hpp"

#include <cstddef>
#include <cstdint>
#include <future>
#include <vector>

namespace csvimport {

// Entries of one index.
struct SortedChange {
  std::uint64_t count = 0;
  const EntryRuns* entries = nullptr;  // until the changes are gone
};

// Takes the entries that are to go out of each index, and those that are to
// come into it, and sorts them. A block of them is sorted while the next one
// comes: what that makes is a future value. One thread. Throws SystemError.
class EntryChanges {
 public:
  EntryChanges(std::vector<IndexSchema> indexes, const SortSettings& settings);
  EntryChanges(const EntryChanges&) = delete;
  EntryChanges& operator=(const EntryChanges&) = delete;

  [[nodiscard]] const std::vector<IndexSchema>& indexes() const {
    return indexes_;
  }
  // Of the index with that number.
  void remove(std::size_t index, const RecordEncoder::Row& entry) {
    take(2 * index, entry);
  }
  void add(std::size_t index, const RecordEncoder::Row& entry) {
    take(2 * index + 1, entry);
  }
  // All are there; then they may be read.
  void finish();

  [[nodiscard]] SortedChange removed(std::size_t index) const {
    return change(2 * index);
  }
  [[nodiscard]] SortedChange added(std::size_t index) const {
    return change(2 * index + 1);
  }

 private:
  void take(std::size_t place, const RecordEncoder::Row& entry);
  void sort_block();
  void keep_sorted();
  [[nodiscard]] SortedChange change(std::size_t place) const {
    return {counts_[place], &sorted_.indexes()[place]};
  }

  const std::vector<IndexSchema> indexes_;
  const IndexPlan plan_;  // each index twice
  const std::launch policy_;
  std::vector<std::uint64_t> counts_;
  std::vector<EntryBuffer> block_;
  std::size_t block_bytes_ = 0;
  SortedEntries sorted_;
  std::future<BatchRuns> sorting_;  // uses what stands before it
};

}  // namespace csvimport
