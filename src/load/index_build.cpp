#include "load/index_build.hpp"

#include "base/clock.hpp"
#include "base/interrupt.hpp"
#include "base/step_observer.hpp"
#include "base/trace_file.hpp"
#include "load/index_part.hpp"
#include "load/losers.hpp"
#include "pages/index_writer.hpp"
#include "schema/index_schema.hpp"
#include "sorting/entry_runs.hpp"

#include <utility>

namespace csvimport {
namespace {

// Takes the parts of one index, in their order.
class IndexAssembly {
 public:
  // Borrows both.
  IndexAssembly(const IndexSchema& index, PageAppender& pages)
      : index_(index), losers_(index), writer_(pages) {}

  void add(BuiltPart part) {
    writer_.append(part.pages);
    losers_.add(std::move(part.losers));
  }

  BuiltIndex finish() {
    BuiltIndex built;
    built.entries = writer_.entries();
    built.root = writer_.finish();
    built.losers = losers_.take();
    built.time = {index_.name, seconds_since(start_)};
    return built;
  }

 private:
  const IndexSchema& index_;
  Losers losers_;
  const Clock::time_point start_ = Clock::now();
  IndexWriter writer_;
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
    on_step(
        index_step(runs[part.index].index().name, part.index + 1, runs.size()),
        part.done);
    index->add(std::move(part));
  };
  const TraceSpan span(runs.empty() ? nullptr : settings.trace,
                       "build indexes");
  IndexParts parts(runs);
  std::vector<IndexPartBuilder> workers(settings.worker_count(),
                                        IndexPartBuilder(runs));
  run_pipeline(parts, workers, sink, settings);
  if (index) finish();
  return built;
}

}  // namespace csvimport
