#include "load/table_indexes.hpp"

#include "base/interrupt.hpp"
#include "load/index_part.hpp"
#include "pages/index_writer.hpp"
#include "sorting/entry_order.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace csvimport {
namespace {

using Clock = std::chrono::steady_clock;

// Takes the parts of one index, in their order.
class IndexAssembly {
 public:
  // Borrows both.
  IndexAssembly(const IndexSchema& index, PageAppender& pages)
      : index_(index), order_(index), writer_(pages) {}

  void add(BuiltPart part) {
    writer_.append(part.pages);
    if (index_.is_unique && !part.first_entry.empty()) add_losers(part);
  }

  BuiltIndex finish() {
    BuiltIndex built;
    built.entries = writer_.entries();
    built.root = writer_.finish();
    std::sort(losers_.begin(), losers_.end());
    built.losers = std::move(losers_);
    const std::chrono::duration<double> time = Clock::now() - start_;
    built.time = {index_.name, time.count()};
    return built;
  }

 private:
  // Parts are cut wherever: those with the same key may be in several.
  void add_losers(BuiltPart& part) {
    if (!last_entry_.empty() &&
        order_.are_rivals(last_entry_.data(), part.first_entry.data())) {
      losers_.push_back(order_.rowid(part.first_entry.data()));
    }
    for (const std::int64_t loser : part.losers) losers_.push_back(loser);
    last_entry_ = std::move(part.last_entry);
  }

  const IndexSchema& index_;
  const EntryOrder order_;
  const Clock::time_point start_ = Clock::now();
  IndexWriter writer_;
  std::vector<std::uint8_t> last_entry_;
  std::vector<std::int64_t> losers_;
};

}  // namespace

TableIndexes::TableIndexes(const std::vector<IndexSchema>& indexes,
                           const SortSettings& settings)
    : memory_bytes_(settings.memory_bytes),
      spill_file_(settings.folder, settings.target) {
  for (const IndexSchema& index : indexes) runs_.emplace_back(index);
}

std::vector<EntryCollector> TableIndexes::collectors(
    std::optional<std::size_t> key_column) const {
  std::vector<EntryCollector> collectors;
  for (const EntryRuns& runs : runs_) {
    collectors.emplace_back(runs.index(), key_column);
  }
  return collectors;
}

void TableIndexes::add(std::vector<EntryRun> runs) {
  std::uint64_t in_memory = 0;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    runs_[i].add(std::move(runs[i]));
    in_memory += runs_[i].bytes_in_memory();
  }
  if (in_memory <= memory_bytes_) return;
  for (EntryRuns& all : runs_) all.spill(spill_file_);
}

std::vector<BuiltIndex> TableIndexes::build(PageAppender& pages,
                                            const PipelineSettings& settings) {
  std::vector<BuiltIndex> built;
  std::optional<IndexAssembly> index;
  const auto finish = [&] {
    built.push_back(index->finish());
    runs_[built.size() - 1].clear();
    index.reset();
  };
  const auto sink = [&](BuiltPart part) {
    throw_if_interrupted();
    if (index && part.index > built.size()) finish();
    if (!index) index.emplace(runs_[part.index].index(), pages);
    index->add(std::move(part));
  };
  IndexParts parts(runs_);
  std::vector<IndexPartBuilder> workers(settings.worker_count(),
                                        IndexPartBuilder(runs_));
  run_pipeline(parts, workers, sink, settings);
  if (index) finish();
  return built;
}

}  // namespace csvimport
