#include "report/summary.hpp"

#include "base/input_error.hpp"
#include "report/format.hpp"

#include <spdlog/fmt/fmt.h>
#include <nlohmann/json.hpp>

namespace csvimport {
namespace {

std::string describe_threads(const PipelineSettings& pipeline) {
  if (pipeline.sequential) return "sequential";
  return fmt::format("{} worker{}", pipeline.workers,
                     pipeline.workers == 1 ? "" : "s");
}

std::string describe(std::string_view stage, const StageTimes& times) {
  return fmt::format("{} {:.2f}/{:.2f} s", stage, times.busy, times.waiting);
}

std::string_view name_of(LoadPath path) {
  switch (path) {
    case LoadPath::kConventional:
      return "conventional";
    case LoadPath::kRowByRow:
      return "row by row";
    case LoadPath::kDirect:
      break;
  }
  return "direct";
}

nlohmann::ordered_json to_json(const StageTimes& times) {
  return {{"busy_seconds", times.busy}, {"waiting_seconds", times.waiting}};
}

}  // namespace

std::string closing_line(const ImportJob& job, const ImportSummary& summary) {
  return fmt::format(
      "{} row{} into table {} in {} ({}, {}; busy/waiting: {}, {}, {})",
      with_thousands(summary.rows), summary.rows == 1 ? "" : "s",
      quoted_for_message(summary.schema.table), seconds_text(summary.seconds),
      row_rate(summary.rows, summary.seconds), describe_threads(job.pipeline),
      describe("reader", summary.times.reader),
      describe("workers", summary.times.workers),
      describe("writer", summary.times.writer));
}

std::string summary_json(const ImportJob& job, const ImportSummary& summary) {
  nlohmann::ordered_json columns = nlohmann::ordered_json::array();
  for (const Column& column : summary.schema.columns) {
    columns.push_back({{"name", column.name}, {"type", name_of(column.type)}});
  }
  const nlohmann::ordered_json json = {
      {"input", summary.input},
      {"database", summary.target},
      {"table", summary.schema.table},
      {"columns", columns},
      {"rows", summary.rows},
      {"seconds", summary.seconds},
      {"rows_per_second", static_cast<double>(summary.rows) / summary.seconds},
      {"path", name_of(job.path)},
      {"workers", job.pipeline.sequential ? 0 : job.pipeline.workers},
      {"passes", summary.passes},
      {"stages",
       {{"reader", to_json(summary.times.reader)},
        {"workers", to_json(summary.times.workers)},
        {"writer", to_json(summary.times.writer)}}},
  };
  return json.dump(-1, ' ', false,
                   nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace csvimport
