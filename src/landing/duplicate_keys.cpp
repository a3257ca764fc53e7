#include "landing/duplicate_keys.hpp"

#include "schema/names.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <string>
#include <vector>

namespace csvimport {
namespace {

// As SQLite says it of a row that comes through it.
Refusal refusal_by_key(const TableSchema& goal) {
  Refusal refusal;
  for (const std::string& name : goal.primary_key) {
    refusal.reason +=
        refusal.reason.empty() ? "UNIQUE constraint failed: " : ", ";
    const auto place = find_name(name, column_names_of(goal));
    refusal.reason += goal.table + '.' + goal.columns[place.value()].name;
  }
  for (std::size_t i = 0; i < goal.columns.size(); ++i) {
    if (find_name(goal.columns[i].name, goal.primary_key)) {
      refusal.columns.push_back(i);
    }
  }
  return refusal;
}

// Sorts the rows by their keys. A key with a NULL in it is like no other.
std::string duplicates_sql(const TableSchema& staged) {
  const std::string rowid = rowid_name(staged).value();
  const std::string key = quoted_list(staged.primary_key);
  std::string whole;
  for (const std::string& name : staged.primary_key) {
    whole += (whole.empty() ? " WHERE " : " AND ") + quote_identifier(name) +
             " IS NOT NULL";
  }
  return "SELECT record FROM (SELECT " + rowid +
         " AS record, row_number() OVER (PARTITION BY " + key + " ORDER BY " +
         rowid + ") AS place FROM " + quote_identifier(staged.table) +
         " NOT INDEXED" + whole + ") WHERE place > 1 ORDER BY record";
}

}  // namespace

RefusedRecords find_duplicate_keys(TargetDatabase& database,
                                   const TableSchema& staged,
                                   const TableSchema& goal) {
  return database.attempt([&] {
    const Refusal refusal = refusal_by_key(goal);
    RefusedRecords refused;
    SQLite::Statement rows(database.connection(), duplicates_sql(staged));
    while (rows.executeStep()) {
      refused.add(static_cast<std::uint64_t>(rows.getColumn(0).getInt64()),
                  refusal);
    }
    return refused;
  });
}

}  // namespace csvimport
