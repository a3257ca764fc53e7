#include "landing/referring_rows.hpp"

#include "base/input_error.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <utility>

namespace csvimport {
namespace {

// The open keys of the table ?1 that refer to the table ?2: each its number
// among the table's keys and the row, which has no rowid in some tables.
constexpr const char* kOpenKeys =
    "SELECT fkid, rowid AS record, count(*) AS keys FROM "
    "pragma_foreign_key_check(?1, 'main') WHERE parent = ?2 COLLATE NOCASE "
    "GROUP BY fkid, rowid";

}  // namespace

ReferringRows::ReferringRows(TargetDatabase& database,
                             std::vector<std::string> tables)
    : database_(database), tables_(std::move(tables)) {
  database_.connection().exec(
      "CREATE TEMP TABLE csvimport_open (child, parent, fkid, record, keys)");
  for (const Pair& pair : find_pairs()) note(pair);
}

std::set<ReferringRows::Pair> ReferringRows::find_pairs() {
  SQLite::Statement list(
      database_.connection(),
      "SELECT DISTINCT t.name FROM main.sqlite_schema AS t, "
      "pragma_foreign_key_list(t.name, 'main') AS k WHERE t.type = 'table' "
      "AND k.\"table\" = ?1 COLLATE NOCASE");
  std::set<Pair> pairs;
  for (const std::string& table : tables_) {
    list.bind(1, table);
    while (list.executeStep()) {
      pairs.emplace(list.getColumn(0).getString(), table);
    }
    list.reset();
  }
  return pairs;
}

void ReferringRows::note(const Pair& pair) {
  SQLite::Statement note(
      database_.connection(),
      std::string("INSERT INTO temp.csvimport_open SELECT ?1, ?2, * FROM (") +
          kOpenKeys + ")");
  note.bind(1, pair.first);
  note.bind(2, pair.second);
  const int code = note.tryExecuteStep();
  if (code == SQLITE_DONE) return;
  if ((code & 0xFF) != SQLITE_ERROR) {
    throw SQLite::Exception(database_.connection().getHandle(), code);
  }
  unfit_.insert(pair);
}

void ReferringRows::check() {
  for (const Pair& pair : find_pairs()) {
    if (!unfit_.contains(pair)) check(pair);
  }
  database_.connection().exec("DROP TABLE temp.csvimport_open");
}

void ReferringRows::check(const Pair& pair) {
  SQLite::Statement find(
      database_.connection(),
      std::string("SELECT 1 FROM (") + kOpenKeys +
          ") AS now LEFT JOIN temp.csvimport_open AS before ON child = ?1 AND "
          "parent = ?2 AND before.fkid = now.fkid AND before.record IS "
          "now.record WHERE now.keys > ifnull(before.keys, 0)");
  find.bind(1, pair.first);
  find.bind(2, pair.second);
  const int code = find.tryExecuteStep();
  if (code == SQLITE_DONE) return;
  if (code != SQLITE_ROW && (code & 0xFF) != SQLITE_ERROR) {
    throw SQLite::Exception(database_.connection().getHandle(), code);
  }
  const std::string refers =
      "table " + quoted_for_message(pair.first) + " refers to ";
  const std::string parent = quoted_for_message(pair.second);
  throw ImportError(
      {database_.name()},
      code == SQLITE_ROW
          ? refers + "rows of " + parent + " that the new table does not have"
          : refers + parent +
                ", and the new table has not the key for that; give it one "
                "with --pk");
}

}  // namespace csvimport
