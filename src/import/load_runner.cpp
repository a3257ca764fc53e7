#include "import/load_runner.hpp"

#include <stdexcept>
#include <string>

namespace csvimport {

std::vector<ColumnType> types_by_evidence(
    const LoadPlan& plan, const std::vector<Evidence>& evidence) {
  std::vector<ColumnType> types;
  for (std::size_t i = 0; i < evidence.size(); ++i) {
    const Column& column = plan.schema.columns[i];
    // What the sample showed to be TEXT stays TEXT, and is not looked at again.
    const bool settled =
        column.declared || (column.type == ColumnType::kText && !column.open);
    types.push_back(settled ? column.type : evidence[i].type());
  }
  return types;
}

void check_sum(std::uint64_t records, std::uint64_t rows) {
  if (records == rows) return;
  throw std::logic_error(std::to_string(records) + " records were read, but " +
                         std::to_string(rows) +
                         " rows made of them; please report this");
}

}  // namespace csvimport
