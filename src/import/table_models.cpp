#include "import/table_models.hpp"

#include "base/message_text.hpp"
#include "import/like_table.hpp"
#include "target/steady_read.hpp"

#include <spdlog/spdlog.h>

#include <cstdint>

namespace csvimport {
namespace {

TableModel read_model_for(const ImportJob& job, const TableInputs& inputs) {
  const std::uint64_t timeout_ms = job.landing.timeout_ms;
  if (job.like) return read_model(*job.like, inputs.name, timeout_ms);
  return read_steadily(inputs.paths.front(), timeout_ms,
                       [&](Connection& connection) {
                         return model_of(connection, inputs.tables.front());
                       });
}

}  // namespace

const TableModel* find_model(const ImportJob& job, const TableInputs& inputs,
                             const std::optional<TargetTable>& in_database,
                             std::optional<ModelDatabase>& models) {
  if (!job.like && (!job.merges || in_database)) return nullptr;
  if (!models) models.emplace(job.target);
  const TableModel& model =
      models->add(read_model_for(job, inputs), inputs.name);
  if (!in_database) return &model;
  if (!is_declared_alike(*in_database, model.table)) {
    spdlog::warn(
        "{}: --like has no effect, as table {} exists, and is declared "
        "otherwise",
        job.target, quoted_for_message(in_database->name));
  }
  return nullptr;
}

}  // namespace csvimport
