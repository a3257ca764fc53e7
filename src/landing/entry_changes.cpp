#include "landing/entry_changes.hpp"

#include <utility>

namespace csvimport {
namespace {

// Enough that the hand-over costs nothing, little enough for the caches of a
// processor; by taste.
constexpr std::size_t kBlockBytes = 1024 * 1024;

IndexPlan plan_of_changes(const std::vector<IndexSchema>& indexes) {
  IndexPlan plan;
  plan.makes_them = false;
  for (const IndexSchema& index : indexes) {
    plan.indexes.insert(plan.indexes.end(), 2, index);
  }
  return plan;
}

}  // namespace

EntryChanges::EntryChanges(std::vector<IndexSchema> indexes,
                           const SortSettings& settings)
    : indexes_(std::move(indexes)),
      plan_(plan_of_changes(indexes_)),
      policy_(settings.policy),
      counts_(plan_.indexes.size()),
      block_(plan_.indexes.size()),
      sorted_(plan_, settings) {}

void EntryChanges::take(std::size_t place, const RecordEncoder::Row& entry) {
  ++counts_[place];
  block_[place].add(entry);
  block_bytes_ += entry.size();
  if (block_bytes_ >= kBlockBytes) sort_block();
}

void EntryChanges::sort_block() {
  keep_sorted();
  const auto sort = [this](std::vector<EntryBuffer> block) {
    BatchRuns batch;
    for (std::size_t i = 0; i < block.size(); ++i) {
      batch.runs.push_back(block[i].finish(EntryOrder(plan_.indexes[i])));
    }
    return batch;
  };
  sorting_ = std::async(
      policy_, sort,
      std::exchange(block_, std::vector<EntryBuffer>(plan_.indexes.size())));
  block_bytes_ = 0;
}

void EntryChanges::keep_sorted() {
  if (sorting_.valid()) sorted_.add(sorting_.get());
}

void EntryChanges::finish() {
  sort_block();
  keep_sorted();
}

}  // namespace csvimport
