#include "import/plain_ids.hpp"

#include "base/shell_flag.hpp"
#include "landing/lookup_table.hpp"
#include "schema/named_value.hpp"
#include "schema/names.hpp"

#include <algorithm>
#include <optional>

namespace csvimport {
namespace {

// Whether an option says what the column gets.
bool is_spoken_for(const std::string& column, const ImportJob& job) {
  const auto is_of_column = [&](const auto& one) {
    return same_name(one.first, column);
  };
  const ValueOptions& values = job.values;
  return find_name(column, job.columns.added_names()) ||
         std::any_of(values.conversions.begin(), values.conversions.end(),
                     is_of_column) ||
         std::any_of(values.types.begin(), values.types.end(), is_of_column);
}

}  // namespace

std::vector<PlainIds> plain_ids(const ImportJob& job, Connection& database,
                                const TargetTable& existing,
                                const TableSchema& schema) {
  std::vector<PlainIds> all;
  for (const auto& [name, parent] : existing.references) {
    const std::optional<std::size_t> column =
        find_name(name, column_names_of(schema));
    if (!column || is_spoken_for(name, job) ||
        !same_name(parent.column, kLookupKey) ||
        same_name(parent.table, existing.name) ||
        !is_lookup_table(database, parent.table)) {
      continue;
    }
    all.push_back({*column, parent.table,
                   flag("--extract", option_name(name) + '=' + parent.table),
                   flag("--type", option_name(name) + "=INTEGER")});
  }
  return all;
}

}  // namespace csvimport
