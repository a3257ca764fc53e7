#include "load/load_table.hpp"

#include "load/batch_parser.hpp"
#include "load/conventional_load.hpp"
#include "load/direct_load.hpp"
#include "load/load_runner.hpp"

#include <atomic>
#include <memory>

namespace csvimport {

LoadOutcome load_table(const LoadContext& context, LoadPath path, bool sync,
                       StagingFile& staging) {
  switch (path) {
    case LoadPath::kConventional:
      return load_conventionally(context, staging);
    case LoadPath::kRowByRow:
      return load_row_by_row(context, staging);
    case LoadPath::kDirect:
      break;
  }
  return load_directly(context, staging, sync);
}

LoadOutcome inspect_table(const LoadContext& context) {
  struct Inspected {
    BatchReport report;
  };
  std::atomic<bool> inspect_only{true};
  LoadSteps<Inspected> steps;
  steps.make_work = [&](const LoadPlan& plan,
                        std::uint64_t records_before) -> BatchWork<Inspected> {
    const auto parser =
        std::make_shared<BatchParser>(plan, records_before, inspect_only);
    return [parser](Batch batch) {
      NullSink nowhere;
      return Inspected{parser->parse(batch, nowhere)};
    };
  };
  steps.write = [](const Inspected& /*inspected*/) {};
  return LoadRunner<Inspected>(context, steps, inspect_only).run();
}

}  // namespace csvimport
