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
  note_all();
}

ReferringRows::~ReferringRows() {
  (void)database_.connection().tryExec("DROP TABLE temp.csvimport_open");
}

void ReferringRows::note_all() {
  for (const Pair& pair : find_pairs()) note(pair);
  had_open_keys_ =
      database_.connection()
          .execAndGet("SELECT EXISTS (SELECT 1 FROM temp.csvimport_open)")
          .getInt() != 0;
}

void ReferringRows::watch_all() {
  watches_all_ = true;
  tables_.clear();
  unfit_.clear();
  database_.connection().exec("DELETE FROM temp.csvimport_open");
  SQLite::Statement parents(
      database_.connection(),
      "SELECT DISTINCT k.\"table\" FROM main.sqlite_schema AS t, "
      "pragma_foreign_key_list(t.name, 'main') AS k WHERE t.type = 'table'");
  while (parents.executeStep()) {
    tables_.push_back(parents.getColumn(0).getString());
  }
  note_all();
}

void ReferringRows::forget(const std::string& table) {
  SQLite::Statement forget(
      database_.connection(),
      "DELETE FROM temp.csvimport_open WHERE child = ?1 COLLATE NOCASE");
  forget.bind(1, table);
  forget.exec();
}

std::set<ReferringRows::Pair> ReferringRows::find_pairs() {
  SQLite::Statement list(
      database_.connection(),
      "SELECT DISTINCT t.name, k.\"table\" FROM main.sqlite_schema AS t, "
      "pragma_foreign_key_list(t.name, 'main') AS k WHERE t.type = 'table' "
      "AND ?1 COLLATE NOCASE IN (t.name, k.\"table\")");
  std::set<Pair> pairs;
  for (const std::string& table : tables_) {
    list.bind(1, table);
    while (list.executeStep()) {
      pairs.emplace(list.getColumn(0).getString(),
                    list.getColumn(1).getString());
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
  if (watches_all_) {
    throw ImportError(
        {database_.name()},
        "more rows of table " + quoted_for_message(pair.first) +
            " would refer to rows of " + parent + " that are not there" +
            (had_open_keys_ ? "; the database has such rows already, as PRAGMA "
                              "foreign_key_check tells: mend those first"
                            : ""));
  }
  throw ImportError(
      {database_.name()},
      code == SQLITE_ROW
          ? refers + "rows of " + parent + " that the new table does not have"
          : refers + parent +
                ", and the new table has not the key for that; give it one "
                "with --pk");
}

}  // namespace csvimport
