#include "landing/rival_records.hpp"

#include "landing/row_failure.hpp"
#include "schema/names.hpp"
#include "target/staged_rows.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <algorithm>
#include <utility>

namespace csvimport {
namespace {

// Where several records have a key, `first` is the first of them.
constexpr const char* kMakeTables =
    "CREATE TABLE temp.csvimport_rivals (record, key, first, is_taken);"
    "CREATE TABLE temp.csvimport_held (key, first, PRIMARY KEY (key, first)) "
    "WITHOUT ROWID;"
    "CREATE TABLE temp.csvimport_losers (record INTEGER PRIMARY KEY, key)";
constexpr const char* kDropTables =
    "DROP TABLE IF EXISTS temp.csvimport_rivals;"
    "DROP TABLE IF EXISTS temp.csvimport_held;"
    "DROP TABLE IF EXISTS temp.csvimport_losers";

}  // namespace

RivalRecords::RivalRecords(SQLite::Database& database, const TableTask& task,
                           const TableTrees& trees)
    : database_(database), task_(task), trees_(trees) {}

RivalRecords::~RivalRecords() { (void)database_.tryExec(kDropTables); }

std::string RivalRecords::losers_table() const {
  return "(SELECT record FROM temp.csvimport_losers)";
}

std::optional<std::uint64_t> RivalRecords::find_losers() {
  if (has_other_refusals() || !read_keys()) return std::nullopt;
  database_.exec(kMakeTables);
  for (std::size_t key = 0; key < keys_.size(); ++key) find_rivals(key);
  return judge();
}

// For a NULL, for a value of another type, or for a rowid that is no integer.
bool RivalRecords::has_other_refusals() {
  if (trees_.is_strict) return true;
  for (const TreeColumn& column : trees_.columns) {
    const auto staged = staged_column(task_.staged, task_.schema, column.name);
    const bool is_rowid = column.name == trees_.rowid_column;
    if (column.is_not_null && (staged || !is_rowid) &&
        (staged ? has_any(database_, task_, *staged + " IS NULL")
                : !column.default_sql)) {
      return true;
    }
    if (staged && is_rowid &&
        has_any(database_, task_, "typeof(" + *staged + ") <> 'integer'")) {
      return true;
    }
  }
  return false;
}

// False if a key is not known. A column that the file lacks is NULL, and such a
// key is like no other, unless it has a default.
bool RivalRecords::read_keys() {
  for (UniqueKey& unique : unique_keys_of(database_, task_.schema.table)) {
    Key key{std::move(unique), {}};
    bool is_null = false;
    for (const std::string& column : key.unique.columns) {
      const auto staged = staged_column(task_.staged, task_.schema, column);
      if (!staged && trees_.has_default(column)) return false;
      is_null |= !staged;
      key.staged.push_back("s." + staged.value_or(""));
    }
    if (!is_null) keys_.push_back(std::move(key));
  }
  return true;
}

void RivalRecords::find_rivals(std::size_t number) {
  const Key& key = keys_[number];
  std::string partition;
  std::string same;
  std::string whole;
  for (std::size_t i = 0; i < key.staged.size(); ++i) {
    const char* const also = i == 0 ? "" : " AND ";
    const std::string collate =
        " COLLATE " + quote_identifier(key.unique.collations[i]);
    partition += (i == 0 ? "" : ", ") + key.staged[i] + collate;
    same += also + ("t." + quote_identifier(key.unique.columns[i])) + collate +
            " = " + key.staged[i];
    whole += also + key.staged[i] + " IS NOT NULL";
  }
  const std::string rowid = "s." + staged_rowid(task_);
  SQLite::Statement insert(
      database_,
      "INSERT INTO temp.csvimport_rivals SELECT r, ?1, f, is_taken FROM "
      "(SELECT " +
          rowid + " AS r, min(" + rowid +
          ") OVER same AS f, count(*) OVER same AS n, EXISTS (SELECT 1 FROM " +
          main_name(task_.schema.table) + " AS t WHERE " + same +
          ") AS is_taken FROM staging." + quote_identifier(task_.staged.table) +
          " AS s NOT INDEXED WHERE " + whole +
          " WINDOW same AS (PARTITION BY " + partition +
          ")) WHERE n > 1 OR is_taken");
  insert.bind(1, static_cast<std::int64_t>(number));
  insert.exec();
}

// Returns how many lose.
std::uint64_t RivalRecords::judge() {
  struct Claim {
    std::int64_t key;
    std::int64_t first;
  };
  SQLite::Statement rivals(database_,
                           "SELECT record, key, first, is_taken FROM "
                           "temp.csvimport_rivals ORDER BY record, key");
  SQLite::Statement is_held(
      database_,
      "SELECT 1 FROM temp.csvimport_held WHERE key = ?1 AND first = ?2");
  SQLite::Statement hold(database_,
                         "INSERT INTO temp.csvimport_held VALUES (?1, ?2)");
  SQLite::Statement lose(database_,
                         "INSERT INTO temp.csvimport_losers VALUES (?1, ?2)");
  const auto run = [](SQLite::Statement& statement, std::int64_t first,
                      std::int64_t second) {
    statement.bind(1, first);
    statement.bind(2, second);
    const bool has_row = statement.executeStep();
    statement.reset();
    return has_row;
  };
  std::uint64_t losers = 0;
  bool is_there = rivals.executeStep();
  while (is_there) {
    const std::int64_t record = rivals.getColumn(0).getInt64();
    std::vector<Claim> claims;
    std::optional<std::int64_t> lost_by;
    for (; is_there && rivals.getColumn(0).getInt64() == record;
         is_there = rivals.executeStep()) {
      const Claim claim{rivals.getColumn(1).getInt64(),
                        rivals.getColumn(2).getInt64()};
      claims.push_back(claim);
      if (!lost_by && (rivals.getColumn(3).getInt() != 0 ||
                       run(is_held, claim.key, claim.first))) {
        lost_by = claim.key;
      }
    }
    if (lost_by) {
      (void)run(lose, record, *lost_by);
      ++losers;
      continue;
    }
    for (const Claim& claim : claims) (void)run(hold, claim.key, claim.first);
  }
  return losers;
}

Refusal RivalRecords::refusal_by(const Key& key) const {
  return refusal_of({SQLITE_CONSTRAINT_UNIQUE,
                     "UNIQUE constraint failed: " +
                         failure_of(key.unique, task_.schema.table)},
                    task_);
}

RefusedRecords RivalRecords::losers() {
  std::vector<Refusal> refusals;
  for (const Key& key : keys_) refusals.push_back(refusal_by(key));
  RefusedRecords refused;
  SQLite::Statement losers(
      database_,
      "SELECT record, key FROM temp.csvimport_losers ORDER BY record");
  while (losers.executeStep()) {
    refused.add(static_cast<std::uint64_t>(losers.getColumn(0).getInt64()),
                refusals[losers.getColumn(1).getUInt()]);
  }
  return refused;
}

}  // namespace csvimport
