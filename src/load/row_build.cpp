#include "load/row_build.hpp"

#include "base/buffer.hpp"
#include "base/interrupt.hpp"
#include "base/step_observer.hpp"
#include "base/trace_file.hpp"
#include "load/index_part.hpp"
#include "load/losers.hpp"
#include "pages/leaf_builder.hpp"
#include "sorting/row_collector.hpp"

#include <utility>

namespace csvimport {
namespace {

struct BuiltRows {
  double done = 0;  // as IndexPart has it
  TableRun pages;
  PartLosers losers;
};

// Sorts the rows of a part and makes leaf pages of them. One thread at a time.
class RowPartBuilder {
 public:
  // Borrows the runs.
  explicit RowPartBuilder(const EntryRuns& rows) : rows_(rows) {}

  BuiltRows operator()(const IndexPart& part) const {
    const PartEntries entries = rows_.read(part.range);
    BuiltRows built;
    built.done = part.done;
    built.losers = losers_in(entries, EntryOrder(rows_.index()));
    LeafBuilder leaves{Buffer()};
    for (const EntryRef& ref : entries.refs) {
      const SortedRow row(SizedEntry(ref.begin).entry);
      leaves.add(row.rowid, row);
    }
    built.pages = leaves.finish();
    return built;
  }

 private:
  const EntryRuns& rows_;
};

}  // namespace

std::vector<std::int64_t> build_rows(SortedEntries& entries,
                                     const std::string& table,
                                     TableWriter& writer,
                                     const PipelineSettings& settings,
                                     const StepObserver& on_step) {
  Losers losers(index_of_rows());
  const auto sink = [&](BuiltRows part) {
    throw_if_interrupted();
    on_step(sorting_step(table), part.done);
    writer.append(part.pages);
    losers.add(std::move(part.losers));
  };
  const TraceSpan span(settings.trace, "sort rows", table);
  IndexParts parts({&entries.rows(), 1});
  std::vector<RowPartBuilder> workers(settings.worker_count(),
                                      RowPartBuilder(entries.rows()));
  run_pipeline(parts, workers, sink, settings);
  entries.forget_rows();
  return losers.take();
}

}  // namespace csvimport
