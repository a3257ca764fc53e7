#include "import/merged_tables.hpp"

#include "base/import_error.hpp"
#include "base/message_text.hpp"
#include "schema/names.hpp"
#include "target/steady_read.hpp"
#include "target/table_model.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <string>

namespace csvimport {
namespace {

struct FoundTables {
  std::vector<std::string> tables;
  std::vector<std::string> virtual_tables;
};

FoundTables tables_in(const std::string& path, std::uint64_t timeout_ms) {
  return read_steadily(path, timeout_ms, [](Connection& connection) {
    return FoundTables{tables_to_model(connection),
                       virtual_tables_of(connection)};
  });
}

// The one that goes into the job's table.
std::string table_for(const std::string& name, const std::string& path,
                      const std::vector<std::string>& tables) {
  if (const auto place = find_name(name, tables)) return tables[*place];
  if (tables.size() == 1) return tables.front();
  throw ImportError({path}, "has no table " + quoted_for_message(name) +
                                ", but " + quoted_for_message(tables));
}

}  // namespace

std::vector<TableInputs> merged_tables(const ImportJob& job) {
  std::vector<TableInputs> merged;
  std::vector<std::string> names;
  const auto add = [&](const std::string& name, const std::string& path,
                       const std::string& table) {
    auto place = find_name(name, names);
    if (!place) {
      place = merged.size();
      names.push_back(name);
      merged.push_back({name, {}, {}});
    }
    merged[*place].paths.push_back(path);
    merged[*place].tables.push_back(table);
  };
  for (const std::string& path : job.inputs) {
    const FoundTables found = tables_in(path, job.landing.timeout_ms);
    if (found.tables.empty()) {
      throw ImportError({path}, "has no table to import");
    }
    if (job.table) {
      add(*job.table, path, table_for(*job.table, path, found.tables));
      continue;
    }
    for (const std::string& table : found.tables) add(table, path, table);
    if (found.virtual_tables.empty()) continue;
    spdlog::warn("{}: virtual {} {} left out", path,
                 found.virtual_tables.size() == 1 ? "table" : "tables",
                 quoted_for_message(found.virtual_tables) +
                     (found.virtual_tables.size() == 1 ? " is" : " are"));
  }
  return merged;
}

}  // namespace csvimport
