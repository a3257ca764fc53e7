#include "import/table_inputs.hpp"

#include "base/file_names.hpp"
#include "base/import_error.hpp"
#include "base/message_text.hpp"
#include "base/utf8.hpp"
#include "schema/names.hpp"

#include <utility>

namespace csvimport {
namespace {

void check_table_name(const std::string& name, const std::string& path) {
  const Location where{path == "-" ? "stdin" : path};
  if (name.empty()) {
    throw ImportError(where, "the table needs a name; give one with --table");
  }
  if (!is_valid_utf8(name)) {
    throw ImportError(where, "the table's name " + quoted_for_message(name) +
                                 " is not valid UTF-8; give another with "
                                 "--table");
  }
  if (same_name(name.substr(0, 7), "sqlite_")) {
    throw ImportError(where, "table " + quoted_for_message(name) +
                                 ": SQLite keeps names that start with "
                                 "\"sqlite_\" to itself; give another with "
                                 "--table");
  }
}

void check_names_differ(const std::vector<TableInputs>& tables) {
  std::vector<std::string> names;
  for (const TableInputs& table : tables) {
    if (const auto place = find_name(table.name, names)) {
      throw ImportError({table.paths.front()},
                        "would make a second table " +
                            quoted_for_message(table.name) + ", as " +
                            tables[*place].paths.front() +
                            " does; --table puts all files into one table");
    }
    names.push_back(table.name);
  }
}

// The input that the table of the one at `path` is named after.
const std::string& name_giver(const ImportJob& job, const std::string& path) {
  const auto tail = job.tails.find(path);
  const bool is_itself = tail == job.tails.end() || tail->second.later.empty();
  return is_itself ? path : tail->second.later;
}

}  // namespace

std::vector<TableInputs> tables_of(const ImportJob& job) {
  if (!job.merged.empty()) return job.merged;
  std::vector<TableInputs> tables;
  if (job.table) {
    check_table_name(*job.table, job.inputs.front());
    tables.push_back({*job.table, job.inputs});
    return tables;
  }
  std::string last;
  for (const std::string& path : job.inputs) {
    const std::string& giver = name_giver(job, path);
    if (giver == std::exchange(last, giver)) {
      tables.back().paths.push_back(path);
      continue;
    }
    tables.push_back({table_name_for(giver), {path}});
    check_table_name(tables.back().name, giver);
  }
  check_names_differ(tables);
  return tables;
}

}  // namespace csvimport
