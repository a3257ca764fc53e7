#include "load/inspection.hpp"

#include "load/batch_parser.hpp"
#include "load/load_pass.hpp"
#include "schema/row_sink.hpp"

#include <atomic>
#include <cstdint>
#include <utility>

namespace csvimport {
namespace {

struct InspectedBatch {
  BatchReport report;
};

class BatchInspector {
 public:
  explicit BatchInspector(BatchParser parser) : parser_(std::move(parser)) {}

  InspectedBatch operator()(Batch batch) {
    NullSink nowhere;
    return {parser_.parse(batch, nowhere)};
  }

 private:
  BatchParser parser_;
};

// Has batches inspected from the start, or parsed as for a table.
class Inspection {
 public:
  using Worker = BatchInspector;

  explicit Inspection(bool inspects_only) : inspects_only_(inspects_only) {}

  Worker make_worker(const LoadPlan& plan, std::uint64_t records_before,
                     const std::atomic<bool>& inspect_only) {
    return BatchInspector(BatchParser(
        plan, records_before, inspects_only_ ? inspects_only_ : inspect_only));
  }
  static RecordReader::BatchSupply batch_supply() { return {}; }
  static bool write(const InspectedBatch& /*batch*/) { return true; }

 private:
  const std::atomic<bool> inspects_only_;
};

}  // namespace

LoadOutcome inspect_table(const LoadContext& context) {
  Inspection inspection(true);
  return run_pass(context, inspection);
}

LoadOutcome judge_table(const LoadContext& context) {
  Inspection inspection(false);
  return run_pass(context, inspection);
}

}  // namespace csvimport
