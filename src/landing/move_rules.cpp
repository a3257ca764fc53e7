#include "landing/move_rules.hpp"

#include "foreign_keys/foreign_keys.hpp"
#include "schema/names.hpp"
#include "target/schema_queries.hpp"
#include "target/search_triggers.hpp"
#include "target/unique_keys.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <cstddef>

namespace csvimport {
namespace {

// Whether the word stands in what is declared of the table, or of what its
// triggers and foreign keys may come to. It may stand for something else there,
// which costs nothing but time.
bool mentions(SQLite::Database& database, const std::string& word,
              const std::string& table, bool reaches_others) {
  return finds_any(
      database,
      "SELECT 1 FROM main.sqlite_schema WHERE sql LIKE '%" + word + "%' AND " +
          (reaches_others ? "?1 IS NOT NULL" : "tbl_name = ?1 COLLATE NOCASE"),
      table);
}

bool is_strict(SQLite::Database& database, const std::string& table) {
  return finds_any(database,
                   "SELECT 1 FROM pragma_table_list(?1) WHERE schema = 'main' "
                   "AND strict",
                   table);
}

// Whether a row may be in the way of another by several keys.
bool has_several_keys(SQLite::Database& database, const TableTask& task) {
  const std::string& table = task.schema.table;
  std::size_t keys = unique_keys_of(database, table).size();
  for (const std::vector<std::string>& key : task.new_keys) {
    if (!is_key(database, table, key)) ++keys;  // that is still to be made
  }
  return keys > 1;
}

// Whether OR REPLACE would make the default of a NULL.
bool may_get_defaults(SQLite::Database& database, const TableTask& task) {
  SQLite::Statement columns(database,
                            "SELECT name FROM pragma_table_info(?1, 'main') "
                            "WHERE \"notnull\" AND dflt_value IS NOT NULL");
  columns.bind(1, task.schema.table);
  const std::vector<std::string> given = column_names_of(task.schema);
  while (columns.executeStep()) {
    if (find_name(columns.getColumn(0).getString(), given)) return true;
  }
  return false;
}

// Rows that are replaced are removed: that may be for another key than the one
// by which they are referred to, unless there is only one.
bool keeps_referred_keys(SQLite::Database& database, const TableTask& task) {
  const bool replaces = task.on_conflict == OnConflict::kReplace;
  if (!replaces && task.on_conflict != OnConflict::kUpdate) return true;
  const std::vector<Reference> references =
      references_to(database, task.schema.table);
  if (references.empty()) return true;
  if (replaces && has_several_keys(database, task)) return false;
  const std::vector<std::string> updated = task.updated_columns();
  const auto is_updated = [&](const std::string& column) {
    return find_name(column, updated).has_value();
  };
  return std::none_of(
      references.begin(), references.end(), [&](const Reference& reference) {
        const ForeignKey& key = reference.key;
        if (replaces) return key.on_delete != "NO ACTION";
        return std::any_of(key.parent_columns.begin(), key.parent_columns.end(),
                           is_updated);
      });
}

// Whether it has indexes beyond those of its constraints: a copy would feed
// these row by row.
bool has_created_indexes(SQLite::Database& database, const std::string& table) {
  return finds_any(
      database,
      "SELECT 1 FROM pragma_index_list(?1, 'main') WHERE origin = 'c'", table);
}

bool moves_whole(const TableTask& task) {
  return task.has_whole_rows() && task.staged_is_sound &&
         task.on_conflict == OnConflict::kAbort &&
         (task.makes_table() || task.in_database->is_plain);
}

// Rows that are there stay as they are, or triggers do not hear of it when they
// go, so that only inserted ones have triggers run; and none is to FAIL, which
// keeps what it has done.
bool feeds_search_only(SQLite::Database& database, const TableTask& task,
                       bool acts_on_others) {
  const std::string& table = task.schema.table;
  const bool hears_of_new_rows_only =
      task.on_conflict == OnConflict::kReplace
          ? !acts_on_others
          : task.on_conflict != OnConflict::kUpdate;
  return hears_of_new_rows_only && !mentions(database, "FAIL", table, false) &&
         triggers_only_search(database, table);
}

}  // namespace

MoveRules move_rules_of(SQLite::Database& database, const TableTask& task) {
  const std::string& table = task.schema.table;
  MoveRules rules;
  rules.has_triggers = !task.makes_table() && task.in_database->has_triggers;
  rules.has_indexes =
      finds_any(database, "SELECT 1 FROM pragma_index_list(?1, 'main')", table);
  rules.moves_whole =
      moves_whole(task) && !has_created_indexes(database, table);
  const bool has_clauses = has_conflict_clauses(database, table);
  rules.has_conflict_clauses = has_clauses;
  rules.keeps_referred_keys = keeps_referred_keys(database, task);
  const bool acts = acts_on_others(database, table);
  const bool replaces = task.on_conflict == OnConflict::kReplace;
  const bool may_lose_entries =
      (replaces || has_clauses) && is_strict(database, table);
  rules.feeds_search_only =
      rules.has_triggers && feeds_search_only(database, task, acts);
  rules.undoes_refused =
      may_lose_entries || (rules.has_triggers && !rules.feeds_search_only);
  rules.inserts_in_part = rules.has_triggers && rules.undoes_refused &&
                          mentions(database, "FAIL", table, true);
  rules.replaces_alone =
      replaces && (rules.has_triggers || has_several_keys(database, task) ||
                   acts || may_get_defaults(database, task));
  const bool replaces_by_clause = task.on_conflict == OnConflict::kAbort &&
                                  has_clauses && !rules.has_triggers && !acts &&
                                  !has_several_keys(database, task);
  rules.counts_growth =
      (replaces && !rules.replaces_alone) || replaces_by_clause;
  if (rules.replaces_alone) {
    if (has_clauses) rules.insert = "INSERT OR ABORT";
  } else if (replaces) {
    rules.insert = "INSERT OR REPLACE";
  }
  // Of a constraint or a trigger, that is the end of the transaction.
  if (mentions(database, "ROLLBACK", table, rules.has_triggers || acts)) {
    return rules;
  }
  // Which updates a trigger ignores is seen of single rows only.
  const bool is_mute =
      task.on_conflict == OnConflict::kUpdate && rules.has_triggers;
  rules.moves_sorted =
      !rules.has_triggers && !has_clauses && !rules.replaces_alone;
  rules.moves_sets = !is_mute && !rules.replaces_alone;
  const bool inserts_only =
      task.on_conflict == OnConflict::kAbort && !has_clauses;
  // An INSERT OR FAIL that fails does not count the rowids that it has given.
  rules.moves_until_refused = !rules.undoes_refused && !rules.has_triggers &&
                              (inserts_only || rules.replaces_alone) &&
                              !counts_rowids(database, table);
  return rules;
}

}  // namespace csvimport
