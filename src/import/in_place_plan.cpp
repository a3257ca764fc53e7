#include "import/in_place_plan.hpp"

namespace csvimport {

std::string obstacle_to_plan_in_place(const ImportJob& job) {
  const LandingOptions& landing = job.landing;
  if (job.path != LoadPath::kDirect) return "its rows are written by SQL";
  if (job.merges || job.like) return "tables of databases are its models";
  if (landing.before || landing.after) return "SQL runs with the import";
  if (landing.on_conflict != OnConflict::kAbort) return "rows may conflict";
  if (job.once || job.tail) return "the ledger is kept with the rows";
  if (!landing.search_columns.empty()) return "a full-text index reads rows";
  if (landing.analyze) return "statistics are made of rows";
  if (!job.table_options.foreign_keys.empty()) return "rows refer to others";
  if (job.values.extracts()) return "texts go to lookup tables";
  return "";
}

}  // namespace csvimport
