#include "load/load_outcome.hpp"

#include <stdexcept>
#include <string>

namespace csvimport {

std::vector<ColumnType> types_by_evidence(
    const std::vector<Column>& columns, const std::vector<Evidence>& evidence) {
  std::vector<ColumnType> types;
  for (std::size_t i = 0; i < evidence.size(); ++i) {
    const Column& column = columns[i];
    // What the sample showed to be TEXT stays TEXT, and is not looked at again.
    const bool settled = column.declared || column.existing ||
                         (column.type == ColumnType::kText && !column.open);
    types.push_back(settled ? column.type : evidence[i].type());
  }
  return types;
}

void check_sum(const LoadOutcome& outcome) {
  if (outcome.records == outcome.rows + outcome.left_out + outcome.bad_records)
    return;
  throw std::logic_error(
      std::to_string(outcome.records) + " records were read, but " +
      std::to_string(outcome.rows) + " rows made of them, " +
      std::to_string(outcome.left_out) + " left out and " +
      std::to_string(outcome.bad_records) + " rejected; please report this");
}

void check_written(std::uint64_t rows, std::uint64_t written) {
  if (rows == written) return;
  throw std::logic_error(std::to_string(rows) + " rows were made, but " +
                         std::to_string(written) +
                         " written; please report this");
}

}  // namespace csvimport
