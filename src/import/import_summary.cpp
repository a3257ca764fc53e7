#include "import/import_summary.hpp"

namespace csvimport {

std::uint64_t ImportSummary::sum(std::uint64_t TableSummary::*count) const {
  std::uint64_t sum = 0;
  for (const TableSummary& table : tables) sum += table.*count;
  return sum;
}

std::uint64_t ImportSummary::records() const {
  return sum(&TableSummary::records);
}

std::uint64_t ImportSummary::rows() const { return sum(&TableSummary::rows); }

std::uint64_t ImportSummary::updated() const {
  return sum(&TableSummary::updated);
}

std::uint64_t ImportSummary::ignored() const {
  return sum(&TableSummary::ignored);
}
std::uint64_t ImportSummary::left_out() const {
  return sum(&TableSummary::left_out);
}

std::uint64_t ImportSummary::rejected() const {
  return sum(&TableSummary::rejected);
}

RepairCounts ImportSummary::repairs() const {
  RepairCounts repairs;
  for (const TableSummary& table : tables) repairs += table.repairs;
  return repairs;
}

PipelineTimes ImportSummary::times() const {
  PipelineTimes times;
  for (const TableSummary& table : tables) times += table.times;
  return times;
}

}  // namespace csvimport
