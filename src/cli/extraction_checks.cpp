#include "cli/extraction_checks.hpp"

#include "cli/usage_error.hpp"
#include "import/table_inputs.hpp"
#include "schema/names.hpp"

namespace csvimport {
namespace {

// Throws UsageError if one of `others`, whose names come first, is for the
// column; `flag` says what they are.
template <class Others>
void check_is_alone(const std::string& column, const std::string& flag,
                    const Others& others) {
  for (const auto& [name, what] : others) {
    if (!same_name(name, column)) continue;
    throw UsageError("--extract: column \"" + column + "\" cannot have a " +
                     flag + ", too");
  }
}

}  // namespace

void check_extraction(const std::string& column, const std::string& table,
                      const ImportJob& job) {
  check_is_alone(column, "--default", job.table_options.defaults);
  check_is_alone(column, "--foreign-key", job.table_options.foreign_keys);
  if (find_name(column, job.landing.search_columns)) {
    throw UsageError("--fts: column \"" + column +
                     "\" has ids by --extract, and no texts");
  }
  if (same_name(table.substr(0, 7), "sqlite_")) {
    throw UsageError(
        "--extract: SQLite keeps names that start with \"sqlite_\" to itself");
  }
}

void check_lookups(const ImportJob& job) {
  if (!job.values.extracts()) return;
  const std::vector<TableInputs> tables = tables_of(job);
  for (const auto& [column, conversion] : job.values.conversions) {
    const auto* const extraction = std::get_if<Extraction>(&conversion);
    if (extraction == nullptr) continue;
    for (const TableInputs& table : tables) {
      if (!same_name(table.name, extraction->table)) continue;
      throw UsageError("--extract: table \"" + table.name +
                       "\" is imported, so it cannot be a lookup table");
    }
  }
}

}  // namespace csvimport
