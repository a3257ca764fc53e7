#include "landing/open_keys.hpp"

#include "base/input_error.hpp"
#include "base/interrupt.hpp"
#include "schema/names.hpp"
#include "schema/number.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace csvimport {
namespace {

// So many staged rows are looked at by one query; by taste.
constexpr std::int64_t kRowsPerStep = 10'000;

std::vector<std::string> texts_of(SQLite::Database& connection,
                                  const std::string& sql,
                                  const std::string& parameter) {
  SQLite::Statement select(connection, sql);
  select.bind(1, parameter);
  std::vector<std::string> texts;
  while (select.executeStep()) texts.push_back(select.getColumn(0).getString());
  return texts;
}

// By the table that refers and the one that is referred to.
using OpenCounts = std::map<std::pair<std::string, std::string>, std::uint64_t>;

// How many keys are open in the whole database.
OpenCounts count_open_keys(SQLite::Database& connection) {
  OpenCounts counts;
  const std::vector<std::string> tables =
      texts_of(connection,
               "SELECT name FROM main.sqlite_schema WHERE type = ?1", "table");
  SQLite::Statement open(connection,
                         "SELECT parent, count(*) FROM "
                         "pragma_foreign_key_check(?1, 'main') GROUP BY 1");
  for (const std::string& table : tables) {
    open.bind(1, table);
    // A table whose keys refer to what cannot be referred to has none that are
    // open.
    while (open.tryExecuteStep() == SQLITE_ROW) {
      counts[{table, open.getColumn(0).getString()}] =
          static_cast<std::uint64_t>(open.getColumn(1).getInt64());
    }
    (void)open.tryReset();
  }
  return counts;
}

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

bool has_open_keys(TargetDatabase& database) {
  int open = 0;
  int unused = 0;
  sqlite3_db_status(database.connection().getHandle(),
                    SQLITE_DBSTATUS_DEFERRED_FKS, &open, &unused, 0);
  return open > 0;
}

void fail_open_keys(TargetDatabase& database) {
  SQLite::Database& connection = database.connection();
  OpenCounts open = count_open_keys(connection);
  connection.exec("ROLLBACK");
  OpenCounts before = count_open_keys(connection);
  throw_if_interrupted();
  for (const auto& [tables, count] : open) {
    if (count <= before[tables]) continue;
    throw ImportError({database.name()},
                      "table " + quoted_for_message(tables.first) +
                          " refers to rows of " +
                          quoted_for_message(tables.second) +
                          " that are not there at the end of the import");
  }
  throw ImportError({database.name()},
                    "FOREIGN KEY constraint failed at the end of the import");
}

OpenKeys::OpenKeys(TargetDatabase& database, const TableTask& task)
    : connection_(database.connection()), task_(task) {
  read_keys();
}

void OpenKeys::read_keys() {
  SQLite::Statement list(
      connection_,
      "SELECT id, \"table\", \"from\", \"to\" FROM "
      "pragma_foreign_key_list(?1, 'main') ORDER BY id, seq");
  list.bind(1, task_.schema.table);
  std::optional<int> last;
  while (list.executeStep()) {
    const int id = list.getColumn(0).getInt();
    if (last != id) keys_.emplace_back();
    last = id;
    ForeignKey& key = keys_.back();
    key.parent = list.getColumn(1).getString();
    key.columns.push_back(list.getColumn(2).getString());
    if (!list.getColumn(3).isNull()) {
      key.parent_columns.push_back(list.getColumn(3).getString());
    }
  }
  for (ForeignKey& key : keys_) read_parent_columns(key);
  std::erase_if(keys_, [&](const ForeignKey& key) {
    const std::optional<std::string> sql = is_open_sql(key);
    knows_all_ &=
        sql.has_value() &&
        std::none_of(key.columns.begin(), key.columns.end(),
                     [&](const std::string& name) { return is_rowid(name); });
    return !sql || *sql == kNever;
  });
}

void OpenKeys::read_parent_columns(ForeignKey& key) {
  if (!key.parent_columns.empty()) return;
  key.parent_columns =
      texts_of(connection_,
               "SELECT name FROM pragma_table_info(?1, 'main') WHERE pk > 0 "
               "ORDER BY pk",
               key.parent);
}

// Whether the column is the rowid, for which SQLite chooses a value if none is
// given.
bool OpenKeys::is_rowid(const std::string& column) const {
  if (!task_.existing || !task_.existing->has_rowid) return false;
  const std::vector<std::string>& key = task_.existing->primary_key;
  if (key.size() != 1 || !same_name(key.front(), column)) return false;
  return std::any_of(task_.existing->columns.begin(),
                     task_.existing->columns.end(),
                     [&](const TargetColumn& target) {
                       return same_name(target.name, column) &&
                              same_name(target.type, "INTEGER");
                     });
}

// What the row s has in a column, as SQL; nullopt if that is not known.
std::optional<std::string> OpenKeys::value_of(const std::string& column) const {
  if (const auto place = find_name(column, column_names_of(task_.schema))) {
    return "s." + quote_identifier(task_.staged.columns[*place].name);
  }
  if (!task_.existing || is_rowid(column)) return std::nullopt;
  for (const TargetColumn& target : task_.existing->columns) {
    if (!same_name(target.name, column)) continue;
    if (!target.default_sql) return kNull;
    return default_of(target);
  }
  return std::nullopt;
}

// Whether the key of the row s is open, as SQL; nullopt if that is not known.
// What stands behind a plus has no affinity, so that it is compared as the
// parent's column has it ("SQLite Foreign Key Support", section 1, and
// "Datatypes", section 4.2).
std::optional<std::string> OpenKeys::is_open_sql(const ForeignKey& key) const {
  if (key.parent_columns.size() != key.columns.size()) return std::nullopt;
  std::string given;
  std::string same;
  bool is_null = false;
  for (std::size_t i = 0; i < key.columns.size(); ++i) {
    const std::optional<std::string> value = value_of(key.columns[i]);
    if (!value) return std::nullopt;
    is_null |= *value == kNull;
    given += *value + " IS NOT NULL AND ";
    same += (i == 0 ? "p." : " AND p.") +
            quote_identifier(key.parent_columns[i]) + " = +" + *value;
  }
  if (is_null) return kNever;
  return given + "NOT EXISTS (SELECT 1 FROM " + main_name(key.parent) +
         " AS p WHERE " + same + ")";
}

// Gives the rowids of the staged rows from ?1 to ?2, in order, each with the
// index of its first open key, or NULL.
std::string OpenKeys::select_sql() const {
  const std::string rowid = "s." + staged_rowid(task_);
  std::string cases;
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    cases += " WHEN " + *is_open_sql(keys_[i]) + " THEN " + std::to_string(i);
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
  Refusal refusal{"FOREIGN KEY constraint failed: no such " + columns, {}};
  for (std::size_t i = 0; i < task_.schema.columns.size(); ++i) {
    if (find_name(task_.schema.columns[i].name, key.columns)) {
      refusal.columns.push_back(i);
    }
  }
  return refusal;
}

bool OpenKeys::has_any_below(std::uint64_t end) {
  if (keys_.empty()) return false;
  SQLite::Statement select(connection_, select_sql());
  select.bind(1, std::int64_t{1});
  select.bind(2, static_cast<std::int64_t>(end) - 1);
  while (select.executeStep()) {
    if (!select.getColumn(1).isNull()) return true;
  }
  return false;
}

bool OpenKeys::add_to(RefusedRecords& records) {
  if (keys_.empty()) return false;
  std::vector<Refusal> refusals;
  for (const ForeignKey& key : keys_) refusals.push_back(refusal_of(key));
  SQLite::Statement select(connection_, select_sql());
  RefusedRecords all;
  std::uint64_t open = 0;
  const std::int64_t last =
      connection_.execAndGet(last_staged_rowid_sql(task_)).getInt64();
  for (std::int64_t first = 1; first <= last; first += kRowsPerStep) {
    throw_if_interrupted();
    std::map<std::uint64_t, Refusal> step;
    for (const RefusedRecords::Entry& entry :
         records.among(static_cast<std::uint64_t>(first), kRowsPerStep)) {
      step.emplace(entry.record, records.refusal(entry.refusal));
    }
    select.bind(1, first);
    select.bind(2, first + kRowsPerStep - 1);
    while (select.executeStep()) {
      if (select.getColumn(1).isNull()) continue;
      ++open;
      step.emplace(static_cast<std::uint64_t>(select.getColumn(0).getInt64()),
                   refusals[select.getColumn(1).getUInt()]);
    }
    select.reset();
    for (const auto& [record, refusal] : step) all.add(record, refusal);
  }
  const bool has_more = all.size() > records.size();
  has_closed_ = all.size() > open;
  records = std::move(all);
  return has_more;
}

}  // namespace csvimport
