#include "cluster/fetched_rows.hpp"

#include "schema/names.hpp"
#include "schema/table_schema.hpp"

namespace csvimport {
namespace {

// An expression that gives the value of `column` as SQL writes it.
std::string as_sql(const std::string& column) {
  constexpr const char* kLargest = "1.7976931348623157e308";
  return "CASE typeof(" + column + ") WHEN 'text' THEN 'CAST(x''' || hex(" +
         column + ") || ''' AS TEXT)' WHEN 'real' THEN CASE WHEN " + column +
         " > " + kLargest + " THEN '9e999' WHEN " + column + " < -" + kLargest +
         " THEN '-9e999' ELSE quote(" + column + ") END ELSE quote(" + column +
         ") END";
}

}  // namespace

std::string list_as_sql(const std::string& table,
                        const std::vector<std::string>& columns) {
  std::string list;
  for (const std::string& column : columns) {
    if (!list.empty()) list += ", ";
    list += as_sql(table + '.' + quote_identifier(column));
  }
  return list;
}

std::string short_list_as_sql(const std::string& alias,
                              const TargetTable& table,
                              const std::vector<UniqueKey>& keys) {
  std::string list;
  for (const TargetColumn& column : table.columns) {
    const std::string name = alias + '.' + quote_identifier(column.name);
    const bool is_key =
        std::any_of(keys.begin(), keys.end(), [&](const UniqueKey& key) {
          return find_name(column.name, key.columns).has_value();
        });
    list += (list.empty() ? "" : ", ") +
            as_sql(is_key ? name
                          : "iif(typeof(" + name +
                                ") IN ('text', 'blob'), substr(" + name +
                                ", 1, 64), " + name + ")");
  }
  return list;
}

std::string joined(const std::vector<std::string>& row, std::size_t first,
                   std::size_t count) {
  std::string list;
  for (std::size_t i = first; i < first + count; ++i) {
    if (i > first) list += ',';
    list += row.at(i);
  }
  return list;
}

std::vector<std::string> joined_rows(const TextRows& found, std::size_t count) {
  std::vector<std::string> rows;
  rows.reserve(found.size());
  for (const auto& row : found) rows.push_back(joined(row, 0, count));
  return rows;
}

}  // namespace csvimport
