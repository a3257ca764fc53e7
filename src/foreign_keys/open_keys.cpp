#include "foreign_keys/open_keys.hpp"

#include "base/interrupt.hpp"
#include "schema/names.hpp"
#include "schema/number.hpp"
#include "target/staged_rows.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace csvimport {
namespace {

constexpr const char* kNull = "NULL";
constexpr const char* kNever = "0";

// What a column without a value gets if its default is a text or an integer,
// as SQL; nullopt for any other.
std::optional<std::string> default_of(const TargetColumn& column) {
  const std::string& sql = *column.default_sql;
  const bool is_text =
      sql.size() > 1 && sql.find('\'', 1) == sql.size() - 1 && sql[0] == '\'';
  const std::string value = is_text ? sql.substr(1, sql.size() - 2) : sql;
  const bool is_integer = parse_number(value).kind == NumberKind::kInteger;
  switch (column.affinity) {
    case Affinity::kBlob:
      if (is_text || is_integer) return '(' + sql + ')';
      break;
    case Affinity::kText:
      if (is_text || is_integer) return "('" + value + "')";
      break;
    case Affinity::kInteger:
    case Affinity::kNumeric:
      if (is_integer) return '(' + value + ')';
      break;
    default:
      break;
  }
  return std::nullopt;
}

}  // namespace

bool has_open_keys(SQLite::Database& database) {
  int open = 0;
  int unused = 0;
  sqlite3_db_status(database.getHandle(), SQLITE_DBSTATUS_DEFERRED_FKS, &open,
                    &unused, 0);
  return open > 0;
}

OpenKeys::OpenKeys(SQLite::Database& database, const TableTask& task)
    : database_(database), task_(task) {
  read_keys();
}

void OpenKeys::read_keys() {
  for (ForeignKey& key : foreign_keys_of(database_, task_.schema.table)) {
    const std::optional<std::string> is_open = is_open_sql(key);
    knows_all_ &=
        is_open.has_value() && !keeps_values(key, *is_open == kNever) &&
        std::none_of(key.columns.begin(), key.columns.end(),
                     [&](const std::string& name) { return is_rowid(name); });
    if (!is_open || *is_open == kNever) continue;
    keys_.push_back({std::move(key), *is_open});
  }
}

// Whether the column is the rowid, for which SQLite chooses a value if none is
// given.
bool OpenKeys::is_rowid(const std::string& column) const {
  if (!task_.in_database || !task_.in_database->has_rowid) return false;
  const std::vector<std::string>& key = task_.in_database->primary_key;
  if (key.size() != 1 || !same_name(key.front(), column)) return false;
  return std::any_of(task_.in_database->columns.begin(),
                     task_.in_database->columns.end(),
                     [&](const TargetColumn& target) {
                       return same_name(target.name, column) &&
                              same_name(target.type, "INTEGER");
                     });
}

// What the row s has in a column, as SQL; nullopt if that is not known.
std::optional<std::string> OpenKeys::value_of(const std::string& column) const {
  if (const auto staged = staged_column(task_.staged, task_.schema, column)) {
    return "s." + *staged;
  }
  if (!task_.in_database || is_rowid(column)) return std::nullopt;
  for (const TargetColumn& target : task_.in_database->columns) {
    if (!same_name(target.name, column)) continue;
    if (!target.default_sql) return kNull;
    return default_of(target);
  }
  return std::nullopt;
}

// Whether an update leaves columns of the key as the row there has them: that
// matters unless the row s gives none and is never open without.
bool OpenKeys::keeps_values(const ForeignKey& key, bool is_never_open) const {
  if (task_.on_conflict != OnConflict::kUpdate) return false;
  const std::size_t given = places_of(key.columns, task_.schema).size();
  return given < key.columns.size() && (given > 0 || !is_never_open);
}

// Whether the row s refers to itself, as far as its own values tell: then it
// does so also where it was refused.
std::string OpenKeys::refers_to_itself_sql(
    const ForeignKey& key, const std::vector<std::string>& values) const {
  if (!same_name(key.parent, task_.schema.table)) return kNever;
  const std::vector<std::string> given = column_names_of(task_.schema);
  std::string same;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!find_name(key.parent_columns[i], given)) return kNever;
    same += (i == 0 ? "" : " AND ") + *value_of(key.parent_columns[i]) +
            " = +" + values[i];
  }
  return same;
}

// Whether the key of the row s is open, as SQL; nullopt if that is not known.
std::optional<std::string> OpenKeys::is_open_sql(const ForeignKey& key) const {
  if (key.parent_columns.size() != key.columns.size()) return std::nullopt;
  std::vector<std::string> values;
  for (const std::string& column : key.columns) {
    std::optional<std::string> value = value_of(column);
    if (!value) return std::nullopt;
    values.push_back(std::move(*value));
  }
  const bool is_null =
      std::find(values.begin(), values.end(), kNull) != values.end();
  if (is_null) return kNever;
  return refers_to_nothing_sql(key, values) + " AND (" +
         refers_to_itself_sql(key, values) + ") IS NOT 1";
}

// Gives the rowids of the staged rows from ?1 to ?2, in order, each with the
// index of its first open key, or NULL.
std::string OpenKeys::select_sql() const {
  const std::string rowid = "s." + staged_rowid(task_);
  std::string cases;
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    cases += " WHEN " + keys_[i].is_open_sql + " THEN " + std::to_string(i);
  }
  return "SELECT " + rowid + ", CASE" + cases + " END FROM staging." +
         quote_identifier(task_.staged.table) + " AS s NOT INDEXED WHERE " +
         rowid + " BETWEEN ?1 AND ?2 ORDER BY 1";
}

Refusal OpenKeys::refusal_of(const ForeignKey& key) const {
  std::string columns;
  for (const std::string& column : key.parent_columns) {
    columns += (columns.empty() ? "" : ", ") + key.parent + '.' + column;
  }
  return {"FOREIGN KEY constraint failed: no such " + columns,
          places_of(key.columns, task_.schema)};
}

SQLite::Statement& OpenKeys::select(std::int64_t first, std::int64_t last) {
  if (!select_) select_.emplace(database_, select_sql());
  select_->reset();
  select_->bind(1, first);
  select_->bind(2, last);
  return *select_;
}

bool OpenKeys::has_any(std::int64_t first, std::int64_t last) {
  if (keys_.empty()) return false;
  SQLite::Statement& rows = select(first, last);
  bool is_open = false;
  while (!is_open && rows.executeStep()) is_open = !rows.isColumnNull(1);
  rows.reset();
  return is_open;
}

bool OpenKeys::add_to(RefusedRecords& records) {
  if (keys_.empty()) return false;
  std::vector<Refusal> refusals;
  for (const Key& key : keys_) refusals.push_back(refusal_of(key.declared));
  RefusedRecords all;
  const std::int64_t last =
      database_.execAndGet(last_staged_rowid_sql(task_)).getInt64();
  for (std::int64_t first = 1; first <= last; first += kRowsPerStep) {
    throw_if_interrupted();
    std::map<std::uint64_t, Refusal> step;
    for (const RefusedRecords::Entry& entry :
         records.among(static_cast<std::uint64_t>(first), kRowsPerStep)) {
      step.emplace(entry.record, records.refusal(entry.refusal));
    }
    SQLite::Statement& rows = select(first, first + kRowsPerStep - 1);
    while (rows.executeStep()) {
      if (rows.isColumnNull(1)) continue;
      step.emplace(static_cast<std::uint64_t>(rows.getColumn(0).getInt64()),
                   refusals[rows.getColumn(1).getUInt()]);
    }
    rows.reset();
    for (const auto& [record, refusal] : step) all.add(record, refusal);
  }
  const bool has_more = all.size() > records.size();
  records = std::move(all);
  return has_more;
}

}  // namespace csvimport
