#include "load/load_plan.hpp"

namespace csvimport {

void LoadPlan::set_nulls(const std::vector<std::string>& spellings) {
  nulls.clear();
  dialect.escaped_nulls.clear();
  for (const std::string& spelling : spellings) {
    const bool is_escaped =
        dialect.escape && spelling.find(*dialect.escape) != spelling.npos;
    (is_escaped ? dialect.escaped_nulls : nulls).push_back(spelling);
  }
}

bool LoadPlan::columns_are_fields() const {
  if (sources.size() != names.fields.size()) return false;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    if (sources[i].field != i) return false;
  }
  return true;
}

}  // namespace csvimport
