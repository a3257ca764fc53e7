#include "load/conventional_load.hpp"

#include "load/load_pass.hpp"
#include "load/profiled_parser.hpp"
#include "load/row_inserter.hpp"
#include "load/typed_rows.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace csvimport {
namespace {

struct TypedBatch {
  BatchReport report;
  TypedRows rows;
  Batch batch;  // holds the texts of the values that are not copies
};

// Gives the rows of a batch their values.
class BatchTyper {
 public:
  BatchTyper(ProfiledParser parser, std::size_t columns, bool copies_texts)
      : parser_(std::move(parser)),
        columns_(columns),
        copies_texts_(copies_texts) {}

  TypedBatch operator()(Batch batch) {
    RowKeeper sink(batch.records, columns_, copies_texts_);
    TypedBatch typed;
    typed.report = parser_.parse(batch, sink);
    typed.rows = sink.finish();
    typed.batch = std::move(batch);
    return typed;
  }

 private:
  ProfiledParser parser_;
  std::size_t columns_;
  bool copies_texts_;
};

// Inserts the rows of one batch after the other.
class TypedRowLoader {
 public:
  using Worker = BatchTyper;

  // Borrows all.
  TypedRowLoader(RowInserter& inserter, const LoadContext& context)
      : inserter_(inserter),
        columns_(context.schema.columns.size()),
        profiler_(context.profiler) {}

  Worker make_worker(const LoadPlan& plan, std::uint64_t records_before,
                     const std::atomic<bool>& inspect_only) const {
    return {ProfiledParser(BatchParser(plan, records_before, inspect_only),
                           profiler_, plan.makes_texts()),
            columns_, plan.makes_texts()};
  }

  // The batches come to the writer, with the texts of their rows.
  static RecordReader::BatchSupply batch_supply() { return {}; }

  bool write(const TypedBatch& typed) {
    for (std::size_t row = 0; row < typed.rows.size(); ++row) {
      typed.rows.give(row, inserter_);
    }
    return true;
  }

 private:
  RowInserter& inserter_;
  std::size_t columns_;
  TableProfiler* profiler_;
};

}  // namespace

LoadOutcome load_conventionally(const LoadContext& context,
                                StagingFile& staging) {
  RowInserter inserter(staging, context.schema, context.leaves_gaps());
  TypedRowLoader loader(inserter, context);
  LoadOutcome outcome = run_pass(context, loader);
  inserter.finish(outcome);
  return outcome;
}

}  // namespace csvimport
