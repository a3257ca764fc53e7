#pragma once

// What a pass over the inputs of a table works with.

#include "base/step_observer.hpp"
#include "load/load_input.hpp"
#include "load/load_plan.hpp"
#include "pipeline/pipeline.hpp"
#include "profile/table_profiler.hpp"
#include "rejects/rejects.hpp"
#include "schema/index_schema.hpp"
#include "schema/table_schema.hpp"
#include "sorting/sort_settings.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace csvimport {

// Told, on the writer's thread, of each batch that is written: the rows of the
// pass so far, and the bytes read of its inputs.
using ProgressObserver =
    std::function<void(std::uint64_t rows, std::uint64_t input_bytes)>;

// All of it is borrowed.
struct LoadContext {
  const TableSchema& schema;  // of the table that is made
  const IndexPlan& indexes;
  const std::vector<std::unique_ptr<LoadInput>>& inputs;
  const std::vector<LoadPlan>& plans;  // one for each input
  const PipelineSettings& settings;
  const SortSettings& sorting;
  Rejects& rejects;
  const ProgressObserver& on_progress;
  const StepObserver& on_step;
  TableProfiler* profiler = nullptr;  // none: no profile is made

  // Whether rowids may have gaps.
  [[nodiscard]] bool leaves_gaps() const { return plans.front().leaves_gaps(); }
};

}  // namespace csvimport
