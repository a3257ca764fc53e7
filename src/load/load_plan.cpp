#include "load/load_plan.hpp"

namespace csvimport {

bool LoadPlan::columns_are_fields() const {
  if (sources.size() != names.fields.size()) return false;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    if (sources[i].field != i) return false;
  }
  return true;
}

}  // namespace csvimport
