#include "load/row_by_row_load.hpp"

#include "load/batch_parser.hpp"
#include "load/load_pass.hpp"
#include "load/row_inserter.hpp"

#include <atomic>
#include <cstdint>
#include <utility>

namespace csvimport {
namespace {

struct InsertedBatch {
  BatchReport report;
};

// Inserts each row of a batch as soon as it is parsed.
class BatchInserter {
 public:
  // Borrows the inserter.
  BatchInserter(BatchParser parser, RowInserter& inserter)
      : parser_(std::move(parser)), inserter_(inserter) {}

  InsertedBatch operator()(Batch batch) {
    return {parser_.parse(batch, inserter_)};
  }

 private:
  BatchParser parser_;
  RowInserter& inserter_;
};

// Leaves nothing to write.
class RowLoader {
 public:
  using Worker = BatchInserter;

  explicit RowLoader(RowInserter& inserter) : inserter_(inserter) {}

  Worker make_worker(const LoadPlan& plan, std::uint64_t records_before,
                     const std::atomic<bool>& inspect_only) {
    return {BatchParser(plan, records_before, inspect_only), inserter_};
  }
  static RecordReader::BatchSupply batch_supply() { return {}; }
  static bool write(const InsertedBatch& /*batch*/) { return true; }

 private:
  RowInserter& inserter_;
};

}  // namespace

LoadOutcome load_row_by_row(const LoadContext& context, StagingFile& staging) {
  PipelineSettings one_thread;
  one_thread.sequential = true;
  one_thread.trace = context.settings.trace;
  const LoadContext sequential{
      context.schema,  context.indexes,     context.inputs,
      context.plans,   one_thread,          context.sorting,
      context.rejects, context.on_progress, context.on_step};
  RowInserter inserter(staging, context.schema, context.leaves_gaps());
  RowLoader loader(inserter);
  LoadOutcome outcome = run_pass(sequential, loader);
  inserter.finish(outcome);
  return outcome;
}

}  // namespace csvimport
