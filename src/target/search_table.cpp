#include "target/search_table.hpp"

#include "base/ascii.hpp"
#include "base/import_error.hpp"
#include "base/message_text.hpp"
#include "schema/names.hpp"
#include "schema/sql_tokens.hpp"
#include "schema/table_schema.hpp"
#include "target/indexes.hpp"
#include "target/schema_queries.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace csvimport {
namespace {

[[noreturn]] void fail_search(const std::string& table,
                              const std::string& problem) {
  throw ImportError({"--fts"},
                    "table " + quoted_for_message(table) + ' ' + problem);
}

// `start`, "new." say, before each name.
std::string with_prefix(const std::string& start,
                        const std::vector<std::string>& columns) {
  std::string list;
  for (const std::string& column : columns) {
    list += ", " + start + quote_identifier(column);
  }
  return list;
}

void rebuild(SQLite::Database& database, const std::string& name) {
  const std::string table = quote_identifier(name);
  database.exec("INSERT INTO main." + table + " (" + table +
                ") VALUES ('rebuild')");
}

// Of the option, content= say, in the SQL of a virtual table, without its
// quotes; "" if it is not there.
std::string search_option(const std::string& sql, std::string_view option) {
  const std::vector<std::string_view> tokens = sql_tokens(sql);
  for (std::size_t i = 1; i + 2 < tokens.size(); ++i) {
    const bool is_option = tokens[i - 1] == "(" || tokens[i - 1] == ",";
    if (is_option && same_name(tokens[i], option) && tokens[i + 1] == "=") {
      return unquoted_sql(tokens[i + 2]);
    }
  }
  return "";
}

// The column that is the table's rowid; "" if none is.
std::string rowid_column_of(SQLite::Database& database,
                            const std::string& table) {
  SQLite::Statement key(
      database,
      "SELECT name FROM pragma_table_info(?1, 'main') WHERE pk > 0 AND NOT "
      "EXISTS (SELECT 1 FROM pragma_index_list(?1, 'main') WHERE origin = "
      "'pk')");
  key.bind(1, table);
  return key.executeStep() ? key.getColumn(0).getString() : "";
}

// Whether the table's rowids are called so.
bool goes_by_rowid(SQLite::Database& database, const std::string& table,
                   const std::string& name) {
  if (find_name(name, names_of_columns(database, table))) {
    return same_name(name, rowid_column_of(database, table));
  }
  return find_name(name, {"rowid", "_rowid_", "oid"}).has_value();
}

// How SQL calls the rowid of the table: by the column that it is, which VACUUM
// does not change, or else by a name that no column has.
std::string content_rowid_of(SQLite::Database& database,
                             const std::string& table) {
  std::string column = rowid_column_of(database, table);
  if (!column.empty()) return column;
  return rowid_name(names_of_columns(database, table)).value();
}

// The full-text tables whose content is in this one.
std::vector<std::string> search_tables_over(SQLite::Database& database,
                                            const std::string& table) {
  SQLite::Statement tables(
      database,
      "SELECT name, sql FROM main.sqlite_schema WHERE type = 'table'");
  std::vector<std::string> names;
  while (tables.executeStep()) {
    const auto content = content_of_search(tables.getColumn(1).getString());
    if (content && same_name(*content, table)) {
      names.push_back(tables.getColumn(0).getString());
    }
  }
  return names;
}

std::vector<std::string> searched_columns(SQLite::Database& database,
                                          const std::string& name) {
  SQLite::Statement list(
      database, "SELECT name FROM pragma_table_info(?1, 'main') ORDER BY cid");
  list.bind(1, name);
  std::vector<std::string> names;
  while (list.executeStep()) names.push_back(list.getColumn(0).getString());
  return names;
}

class SearchTable {
 public:
  SearchTable(SQLite::Database& database, std::string table,
              std::vector<std::string> columns)
      : database_(database),
        table_(std::move(table)),
        name_(search_table_name(table_)),
        columns_(std::move(columns)) {}

  // Whether anything is called so.
  [[nodiscard]] bool is_there() const {
    return is_name_taken(database_, name_);
  }

  // What is there by a name that FTS5 needs for itself (sqlite.org/fts5.html);
  // "" if nothing is.
  [[nodiscard]] std::string shadow() const {
    for (const char* const end : {"_data", "_idx", "_docsize", "_config"}) {
      if (is_name_taken(database_, name_ + end)) return name_ + end;
    }
    return "";
  }

  // Why what is there is not the one that is wanted; "" if it is.
  [[nodiscard]] std::string difference() const {
    if (!finds_any(database_,
                   "SELECT 1 FROM main.sqlite_schema WHERE type = 'table' AND "
                   "name = ?1 COLLATE NOCASE AND sql LIKE "
                   "'CREATE VIRTUAL TABLE%USING%FTS5%'",
                   name_)) {
      return "is no FTS5 table";
    }
    const std::vector<std::string> names = searched_columns(database_, name_);
    if (!same_names(names, columns_)) {
      return "is over " + quoted_for_message(names);
    }
    return triggers_naming(database_, table_, name_).empty()
               ? "is not kept by triggers of the table"
               : "";
  }

  // What takes it away, as SQL: its triggers would fail without it.
  [[nodiscard]] std::string drop_sql() const {
    std::string sql = "DROP TABLE " + quote_identifier(name_);
    for (const std::string& trigger :
         triggers_naming(database_, table_, name_)) {
      sql += "; DROP TRIGGER " + quote_identifier(trigger);
    }
    return sql;
  }

  void make() const {
    drop_orphans();
    const std::string rowid = content_rowid_of(database_, table_);
    database_.exec("CREATE VIRTUAL TABLE " + main_name(name_) + " USING fts5(" +
                   quoted_list(columns_) + ", content=" + quote_text(table_) +
                   ", content_rowid=" + quote_text(rowid) + ")");
    const std::string id = quote_identifier(rowid);
    const std::string table = quote_identifier(name_);
    const std::string insert = "  INSERT INTO " + table + " (rowid" +
                               with_prefix("", columns_) + ") VALUES (new." +
                               id + with_prefix("new.", columns_) + ");\n";
    const std::string remove = "  INSERT INTO " + table + " (" + table +
                               ", rowid" + with_prefix("", columns_) +
                               ") VALUES ('delete', old." + id +
                               with_prefix("old.", columns_) + ");\n";
    make_trigger("INSERT", insert);
    make_trigger("DELETE", remove);
    make_trigger("UPDATE", remove + insert);
  }

 private:
  // Triggers of one that was there before: they would keep this one, too.
  void drop_orphans() const {
    for (const std::string& trigger :
         triggers_naming(database_, table_, name_)) {
      const bool is_own =
          same_name(trigger.substr(0, name_.size() + 1), name_ + '_');
      if (is_own) database_.exec("DROP TRIGGER " + main_name(trigger));
    }
  }

  void make_trigger(const std::string& change, const std::string& body) const {
    std::string name = name_ + '_' + change;
    for (std::size_t i = name_.size(); i < name.size(); ++i) {
      name[i] = ascii_lower(name[i]);
    }
    database_.exec("CREATE TRIGGER " + main_name(free_name(database_, name)) +
                   " AFTER " + change + " ON " + quote_identifier(table_) +
                   " BEGIN\n" + body + "END");
  }

  SQLite::Database& database_;
  std::string table_;
  std::string name_;
  std::vector<std::string> columns_;
};

// Why SQLite makes no such table, "" if it does.
std::string problem_of(const std::string& name,
                       const std::vector<std::string>& columns) {
  try {
    SQLite::Database trial(":memory:", SQLite::OPEN_READWRITE);
    trial.exec("CREATE VIRTUAL TABLE " + quote_identifier(name) +
               " USING fts5(" + quoted_list(columns) + ")");
    return "";
  } catch (const SQLite::Exception& error) {
    return error.what();
  }
}

void check_is_wanted(const Connection& connection, const std::string& table,
                     const SearchTable& found) {
  const std::string difference = found.difference();
  if (difference.empty()) return;
  throw ImportError({connection.name()},
                    "--fts: " + quoted_for_message(search_table_name(table)) +
                        " exists, and " + difference + "; run first: " +
                        found.drop_sql() + "; or leave --fts out");
}

}  // namespace

std::string search_table_name(const std::string& table) {
  return table + "_fts";
}

void check_can_search(const std::string& table,
                      const std::vector<std::string>& columns,
                      const std::optional<TargetTable>& existing,
                      const std::vector<std::string>& names) {
  const std::string problem = problem_of(search_table_name(table), columns);
  if (!problem.empty()) fail_search(table, "cannot have one: " + problem);
  if (existing && !existing->has_rowid) {
    fail_search(table, "is WITHOUT ROWID, which FTS5 cannot search");
  }
  if (!rowid_name(names)) {
    fail_search(table, "has columns of all names that SQLite has for rowids");
  }
}

void check_search_table(Connection& connection, const std::string& table,
                        const std::vector<std::string>& columns) {
  connection.translate([&] {
    const SearchTable wanted(connection.database(), table, columns);
    if (wanted.is_there()) return check_is_wanted(connection, table, wanted);
    const std::string shadow = wanted.shadow();
    if (shadow.empty()) return;
    throw ImportError({connection.name()},
                      "--fts: " + quoted_for_message(shadow) +
                          " exists, a name that FTS5 needs for " +
                          quoted_for_message(search_table_name(table)) +
                          "; rename it, or leave --fts out");
  });
}

void make_search_table(Connection& connection, const std::string& table,
                       const std::vector<std::string>& columns) {
  SQLite::Database& database = connection.database();
  const std::vector<std::string> names = names_of_columns(database, table);
  std::vector<std::string> found;  // as the table spells them
  found.reserve(columns.size());
  for (const std::string& column : columns) {
    found.push_back(names[find_name(column, names).value()]);
  }
  const SearchTable wanted(database, table, std::move(found));
  // It may be there only since --before.
  if (wanted.is_there()) return check_is_wanted(connection, table, wanted);
  wanted.make();
  rebuild(database, search_table_name(table));
}

std::optional<std::string> content_of_search(const std::string& sql) {
  const std::vector<std::string_view> tokens = sql_tokens(sql);
  const auto module = std::find_if(
      tokens.begin(), tokens.end(),
      [](std::string_view token) { return same_name(token, "USING"); });
  const bool is_search =
      tokens.end() - module > 1 && same_name((module + 1)->substr(0, 3), "FTS");
  if (!is_search) return std::nullopt;
  return search_option(sql, "content");
}

bool search_fits(SQLite::Database& database, const std::string& name,
                 const std::string& sql, const std::string& table) {
  const std::vector<std::string> names = names_of_columns(database, table);
  const std::vector<std::string> searched = searched_columns(database, name);
  const std::string rowid = search_option(sql, "content_rowid");
  return searched.empty() ||
         (std::all_of(searched.begin(), searched.end(),
                      [&](const std::string& column) {
                        return find_name(column, names).has_value();
                      }) &&
          goes_by_rowid(database, table, rowid.empty() ? "rowid" : rowid));
}

void rebuild_search_tables(Connection& connection, const std::string& table) {
  SQLite::Database& database = connection.database();
  for (const std::string& name : search_tables_over(database, table)) {
    if (triggers_naming(database, table, name).empty()) continue;
    try {
      rebuild(database, name);
    } catch (const SQLite::Exception& error) {
      if (error.getErrorCode() != SQLITE_ERROR) throw;
      throw ImportError(
          {connection.name()},
          "table " + quoted_for_message(name) + ", a full-text index over " +
              quoted_for_message(table) + ", does not fit it: " + error.what() +
              "; drop it first");
    }
  }
}

}  // namespace csvimport
