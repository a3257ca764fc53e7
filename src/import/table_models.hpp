#pragma once

// Which tables of an import are made as another database declares them.

#include "import/import_job.hpp"
#include "target/table_model.hpp"
#include "target/target_table.hpp"

#include <optional>

namespace csvimport {

// What the table of `inputs` is to be made as: what --like says, or as the
// first database of those that are merged has it; null if neither is so, or the
// target has the table, as `in_database` says. Warns if --like says otherwise
// then. Keeps it in `models`, which is made for the first one. Throws
// ImportError, SystemError.
const TableModel* find_model(const ImportJob& job, const TableInputs& inputs,
                             const std::optional<TargetTable>& in_database,
                             std::optional<ModelDatabase>& models);

}  // namespace csvimport
