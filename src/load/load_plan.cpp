#include "load/load_plan.hpp"

#include <algorithm>

namespace csvimport {

bool LoadPlan::makes_texts() const {
  return std::any_of(sources.begin(), sources.end(),
                     [](const ColumnSource& source) {
                       return source.is_line || converts(source.conversion);
                     });
}

bool LoadPlan::extracts() const {
  return std::any_of(
      sources.begin(), sources.end(), [](const ColumnSource& source) {
        return std::holds_alternative<Extraction>(source.conversion);
      });
}

TableSchema LoadPlan::judged_schema() const {
  TableSchema judged = schema;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    if (!std::holds_alternative<Extraction>(sources[i].conversion)) continue;
    judged.columns[i].type = ColumnType::kText;
    judged.columns[i].existing.reset();
  }
  return judged;
}

bool LoadPlan::columns_are_fields() const {
  if (sources.size() != names.fields.size()) return false;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    if (sources[i].field != i) return false;
  }
  return true;
}

}  // namespace csvimport
