#include "foreign_keys/key_actions.hpp"

#include "base/message_text.hpp"
#include "foreign_keys/row_identity.hpp"
#include "schema/names.hpp"
#include "schema/table_schema.hpp"
#include "target/schema_queries.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <utility>

namespace csvimport {
namespace {

// Made in the transaction, and gone before it ends.
constexpr const char* kCounts = "csvimport_key_actions";
constexpr const char* kNewRows = "csvimport_new_rows";

// Whether rows of the child refer to any.
bool refers_to_some(SQLite::Database& database, const Reference& reference) {
  std::string given;
  std::vector<std::string> values;
  for (const std::string& column : reference.key.columns) {
    values.push_back("c." + quote_identifier(column));
    given += values.back() + " IS NOT NULL AND ";
  }
  return SQLite::Statement(database,
                           "SELECT 1 FROM " + main_name(reference.child) +
                               " AS c WHERE " + given + "NOT (" +
                               refers_to_nothing_sql(reference.key, values) +
                               ") LIMIT 1")
      .executeStep();
}

// Whether one of the columns of a row gets another value, in a trigger.
std::string differs_sql(const std::vector<std::string>& columns) {
  std::string sql;
  for (const std::string& column : columns) {
    const std::string name = quote_identifier(column);
    sql +=
        (sql.empty() ? "" : " OR ") + ("OLD." + name) + " IS NOT NEW." + name;
  }
  return '(' + sql + ')';
}

// Whether a row of the child refers to the row that changes, in a trigger.
std::string has_child_sql(const Reference& reference) {
  const auto& [child, key] = reference;
  std::string same;
  for (std::size_t i = 0; i < key.columns.size(); ++i) {
    same += (i == 0 ? "OLD." : " AND OLD.") +
            quote_identifier(key.parent_columns[i]) + " = c." +
            quote_identifier(key.columns[i]);
  }
  return "EXISTS (SELECT 1 FROM " + main_name(child) + " AS c WHERE " + same +
         ')';
}

// Whether rows keep referring to the one whose key changes, and lose nothing.
bool only_follows(const ReachedKey& key) {
  return !key.parents_go && key.action == "ON UPDATE CASCADE";
}

// Whether rows of the table may go or change by other triggers, too, which are
// not told from what keys do.
bool is_named_by_triggers(SQLite::Database& database,
                          const std::string& table) {
  return finds_any(database,
                   "SELECT 1 FROM main.sqlite_schema WHERE type = 'trigger' "
                   "AND instr(lower(sql), lower(?1))",
                   table);
}

}  // namespace

std::optional<Reference> find_restriction(
    SQLite::Database& database, const RowsChange& change,
    const std::vector<std::string>& emptied,
    const std::vector<std::string>& written) {
  for (const ReachedKey& key : reached_keys(database, change)) {
    const std::string& child = key.reference.child;
    if (!key.restricts || !key.parents_go || find_name(child, emptied)) {
      continue;
    }
    if (find_name(child, written) || refers_to_some(database, key.reference)) {
      return key.reference;
    }
  }
  return std::nullopt;
}

void KeyActions::watch(const RowsChange& change,
                       const std::vector<std::string>& emptied,
                       const std::vector<std::string>& written) {
  for (const ReachedKey& key : reached_keys(database_, change)) {
    const std::string& child = key.reference.child;
    if (key.restricts && !key.parents_go) hold(key.reference);
    if (key.restricts || find_name(child, emptied) || only_follows(key)) {
      continue;
    }
    const std::vector<std::string>& columns = key.reference.key.columns;
    Watched watched{child, columns,
                    key.children_go ? std::vector<std::string>{} : columns,
                    key.action, key.parents_go};
    count(watched);
    if (!key.parents_go || !find_name(child, written)) continue;
    watched.new_rows = note_new(child);
    count(watched);
  }
}

void KeyActions::hold(const Reference& reference) {
  const auto& [child, key] = reference;
  make_trigger("UPDATE OF " + quoted_list(key.parent_columns) + " ON " +
                   main_name(key.parent) + " WHEN " +
                   differs_sql(key.parent_columns) + " AND " +
                   has_child_sql(reference),
               "SELECT RAISE(ABORT, 'FOREIGN KEY constraint failed: ON UPDATE "
               "RESTRICT')");
}

// Has the rows noted that come into the table. Whether OLD is one of them, as
// SQL.
std::string KeyActions::note_new(const std::string& table) {
  if (noted_.empty()) {
    database_.exec(std::string("CREATE TEMP TABLE ") + kNewRows +
                   " (number, row, PRIMARY KEY (number, row)) WITHOUT ROWID");
  }
  const auto known = find_name(table, noted_);
  const std::string number = std::to_string(known.value_or(noted_.size()));
  const auto is_noted = [&](const std::string& row) {
    return std::string("EXISTS (SELECT 1 FROM ") + kNewRows +
           " WHERE number = " + number +
           " AND row = " + row_identity_sql(database_, table, row) + ')';
  };
  if (!known) {
    make_trigger(
        "INSERT ON " + main_name(table) + " WHEN NOT " + is_noted("NEW"),
        std::string("INSERT INTO ") + kNewRows + " VALUES (" + number + ", " +
            row_identity_sql(database_, table, "NEW") + ")");
    noted_.push_back(table);
  }
  return is_noted("OLD");
}

void KeyActions::count(const Watched& watched) {
  const bool is_known =
      std::any_of(watched_.begin(), watched_.end(), [&](const Watched& other) {
        return other.table == watched.table &&
               other.columns == watched.columns &&
               other.new_rows == watched.new_rows;
      });
  if (is_known) return;
  if (watched_.empty()) {
    database_.exec(std::string("CREATE TEMP TABLE ") + kCounts +
                   " (number INTEGER PRIMARY KEY, rows)");
  }
  const std::string number = std::to_string(watched_.size());
  database_.exec(std::string("INSERT INTO temp.") + kCounts + " VALUES (" +
                 number + ", 0)");
  std::string when = watched.new_rows.empty() ? "1" : watched.new_rows;
  // Where own updates are not among those that are told, each one counts.
  if (!watched.columns.empty() && watched.parents_go) {
    when += " AND " + differs_sql(watched.columns);
  }
  make_trigger(
      (watched.columns.empty() ? "DELETE"
                               : "UPDATE OF " + quoted_list(watched.columns)) +
          " ON " + main_name(watched.table) + " WHEN " + when,
      std::string("UPDATE ") + kCounts +
          " SET rows = rows + 1 WHERE number = " + number);
  watched_.push_back(watched);
}

// `event` is what it comes after, and `body` what it does.
void KeyActions::make_trigger(const std::string& event,
                              const std::string& body) {
  const std::string name =
      "csvimport_key_action_" + std::to_string(triggers_.size());
  database_.exec("CREATE TEMP TRIGGER " + name + " AFTER " + event + " BEGIN " +
                 body + "; END");
  triggers_.push_back(name);
}

std::vector<KeyAction> KeyActions::take(
    const std::function<std::uint64_t(const std::string& table,
                                      const std::vector<std::string>& columns)>&
        own_updates) {
  std::vector<KeyAction> actions;
  for (std::size_t i = 0; i < watched_.size(); ++i) {
    const Watched& watched = watched_[i];
    const std::uint64_t own =
        watched.parents_go ? 0 : own_updates(watched.table, watched.columns);
    const std::uint64_t rows = rows_of(i);
    if (rows <= own) continue;
    actions.push_back(
        {sentence(watched, rows - own), !watched.new_rows.empty()});
  }
  for (const std::string& name : triggers_) {
    database_.exec("DROP TRIGGER temp." + name);
  }
  triggers_.clear();
  for (const char* const table : {kCounts, kNewRows}) {
    database_.exec(std::string("DROP TABLE IF EXISTS temp.") + table);
  }
  watched_.clear();
  noted_.clear();
  return actions;
}

std::uint64_t KeyActions::rows_of(std::size_t number) const {
  return static_cast<std::uint64_t>(
      database_
          .execAndGet(std::string("SELECT rows FROM temp.") + kCounts +
                      " WHERE number = " + std::to_string(number))
          .getInt64());
}

std::string KeyActions::sentence(const Watched& watched,
                                 std::uint64_t rows) const {
  const std::string table = quoted_for_message(watched.table);
  const std::string action = " (" + watched.action + ')';
  if (!watched.new_rows.empty()) {
    return counted(rows, "row") + " that came into table " + table + " would " +
           (watched.columns.empty() ? "go" : "lose the key") +
           " with rows referred to by " + quoted_for_message(watched.key) +
           action;
  }
  std::string became = " went";
  if (!watched.columns.empty()) {
    became = " lost " + quoted_for_message(watched.columns);
  }
  return (is_named_by_triggers(database_, watched.table) ? "up to " : "") +
         counted(rows, "row") + " of table " + table + became +
         (watched.parents_go
              ? " with rows that they referred to"
              : " as rows that they referred to got another key") +
         action;
}

}  // namespace csvimport
