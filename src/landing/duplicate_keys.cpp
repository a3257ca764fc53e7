#include "landing/duplicate_keys.hpp"

#include "landing/row_failure.hpp"
#include "schema/names.hpp"
#include "target/table_task.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <string>

namespace csvimport {
namespace {

// As SQLite says it of a row that comes through it.
Refusal refusal_by_key(const std::vector<std::string>& key,
                       const TableSchema& goal) {
  Refusal refusal;
  for (const std::string& name : key) {
    refusal.reason +=
        refusal.reason.empty() ? "UNIQUE constraint failed: " : ", ";
    const auto place = find_name(name, column_names_of(goal));
    refusal.reason += goal.table + '.' + goal.columns[place.value()].name;
  }
  refusal.columns = places_of(key, goal);
  refusal.advice = conflict_advice(same_names(key, goal.primary_key));
  return refusal;
}

// Sorts the rows by their keys to find those that come twice, of which there
// are few as a rule, and looks up each row among them. A key with a NULL in it
// is like no other.
std::string duplicate_keys_sql(const std::string& schema,
                               const TableSchema& staged,
                               const TableSchema& goal) {
  const std::string rowid = rowid_name(staged).value();
  std::string key;
  std::string whole;
  std::string same;
  for (const std::string& name : goal.primary_key) {
    const std::string column = staged_column(staged, goal, name).value();
    key += (key.empty() ? "" : ", ") + column;
    whole += (whole.empty() ? "" : " AND ") + column + " IS NOT NULL";
    same += "s." + column + " = twice." + column + " AND ";
  }
  const std::string table = schema + '.' + quote_identifier(staged.table);
  return "WITH twice AS MATERIALIZED (SELECT " + key + ", min(" + rowid +
         ") AS first FROM " + table + " NOT INDEXED WHERE " + whole +
         " GROUP BY " + key + " HAVING count(*) > 1) SELECT s." + rowid +
         " FROM " + table + " AS s NOT INDEXED CROSS JOIN twice WHERE " + same +
         "s." + rowid + " > twice.first ORDER BY 1";
}

}  // namespace

RefusedRecords find_duplicate_keys(Connection& connection,
                                   const std::string& schema,
                                   const TableSchema& staged,
                                   const TableSchema& goal) {
  return connection.translate([&] {
    const Refusal refusal = refusal_by_key(goal.primary_key, goal);
    RefusedRecords refused;
    SQLite::Statement rows(connection.database(),
                           duplicate_keys_sql(schema, staged, goal));
    while (rows.executeStep()) {
      refused.add(static_cast<std::uint64_t>(rows.getColumn(0).getInt64()),
                  refusal);
    }
    return refused;
  });
}

RefusedRecords refused_for_key(const std::vector<std::int64_t>& records,
                               const std::vector<std::string>& key,
                               const TableSchema& goal) {
  const Refusal refusal = refusal_by_key(key, goal);
  RefusedRecords refused;
  for (const std::int64_t record : records) {
    refused.add(static_cast<std::uint64_t>(record), refusal);
  }
  return refused;
}

}  // namespace csvimport
