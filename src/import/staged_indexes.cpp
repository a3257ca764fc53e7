#include "import/staged_indexes.hpp"

#include "schema/names.hpp"
#include "target/connection.hpp"
#include "target/indexes.hpp"

#include <algorithm>
#include <utility>

namespace csvimport {
namespace {

std::vector<IndexedColumn> columns_of(const std::vector<std::string>& names,
                                      const TableSchema& table) {
  std::vector<IndexedColumn> columns;
  for (const std::string& name : names) {
    IndexedColumn& column = columns.emplace_back();
    column.place = find_name(name, column_names_of(table)).value();
  }
  return columns;
}

// Whether that is done already, or the rowid does it.
bool has_index(const IndexSchema& wanted, const TableSchema& table,
               const std::vector<IndexSchema>& indexes) {
  const auto rowid = rowid_column(table);
  if (rowid && wanted.columns == std::vector{IndexedColumn{rowid}}) return true;
  return std::any_of(indexes.begin(), indexes.end(),
                     [&](const IndexSchema& index) {
                       return index.columns == wanted.columns &&
                              index.is_unique >= wanted.is_unique;
                     });
}

}  // namespace

IndexSchema key_index_of(const TableSchema& table) {
  return {key_index_name(table.table), columns_of(table.primary_key, table),
          true};
}

void add_indexes(const std::vector<WantedIndex>& wanted,
                 const TableSchema& table, const StagingFile& staging,
                 const std::string& target, std::vector<std::string> reserved,
                 std::vector<IndexSchema>& indexes) {
  if (wanted.empty()) return;
  Connection connection = open_scratch(staging.path(), target);
  for (const WantedIndex& index : wanted) {
    IndexSchema schema = {"", columns_of(index.columns, table),
                          index.is_unique};
    if (has_index(schema, table, indexes)) continue;
    schema.name = connection.translate([&] {
      return free_name(connection.database(),
                       index_name(table.table, index.columns), reserved);
    });
    reserved.push_back(schema.name);
    indexes.push_back(std::move(schema));
  }
}

}  // namespace csvimport
