#include "load/index_build.hpp"

#include "base/interrupt.hpp"
#include "base/message_text.hpp"
#include "load/index_part.hpp"
#include "pages/index_writer.hpp"
#include "schema/index_schema.hpp"
#include "sorting/entry_order.hpp"
#include "sorting/entry_runs.hpp"

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

std::vector<BuiltIndex> build_indexes(SortedEntries& entries,
                                      PageAppender& pages,
                                      const PipelineSettings& settings,
                                      const StepObserver& on_step) {
  const std::vector<EntryRuns>& runs = entries.indexes();
  std::vector<BuiltIndex> built;
  std::optional<IndexAssembly> index;
  const auto finish = [&] {
    entries.forget(built.size());
    built.push_back(index->finish());
    index.reset();
  };
  const auto sink = [&](BuiltPart part) {
    throw_if_interrupted();
    if (index && part.index > built.size()) finish();
    if (!index) index.emplace(runs[part.index].index(), pages);
    on_step("index " + quoted_for_message(runs[part.index].index().name),
            part.done);
    index->add(std::move(part));
  };
  IndexParts parts(runs);
  std::vector<IndexPartBuilder> workers(settings.worker_count(),
                                        IndexPartBuilder(runs));
  run_pipeline(parts, workers, sink, settings);
  if (index) finish();
  return built;
}

}  // namespace csvimport
