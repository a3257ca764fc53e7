#include "target/dependents.hpp"

#include "base/import_error.hpp"
#include "base/message_text.hpp"
#include "schema/names.hpp"
#include "target/search_table.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <spdlog/spdlog.h>
#include <sqlite3.h>

namespace csvimport {
namespace {

// A line of sqlite_schema.
struct Object {
  std::string type;
  std::string name;
  std::string table;  // that an index or a trigger is of
  std::string sql;
};

bool works(SQLite::Database& database, const std::string& sql) {
  try {
    database.exec(sql);
    return true;
  } catch (const SQLite::Exception&) {
    return false;
  }
}

bool compiles(SQLite::Database& database, const std::string& sql) {
  try {
    const SQLite::Statement compiled(database, sql);
    return true;
  } catch (const SQLite::Exception&) {
    return false;
  }
}

std::vector<Object> objects_of(SQLite::Database& database) {
  SQLite::Statement list(database,
                         "SELECT type, name, tbl_name, sql FROM "
                         "main.sqlite_schema WHERE sql IS NOT NULL "
                         "ORDER BY rowid");
  std::vector<Object> objects;
  while (list.executeStep()) {
    objects.push_back(
        {list.getColumn(0).getString(), list.getColumn(1).getString(),
         list.getColumn(2).getString(), list.getColumn(3).getString()});
  }
  return objects;
}

// Lets every change of the view compile, so that a trigger which makes one is
// judged by itself.
void make_changeable(SQLite::Database& trial, const std::string& view) {
  for (const std::string change : {"INSERT", "UPDATE", "DELETE"}) {
    (void)works(trial, "CREATE TEMP TRIGGER " +
                           quote_identifier(change + ' ' + view) +
                           " INSTEAD OF " + change + " ON " + main_name(view) +
                           " BEGIN SELECT 1; END");
  }
}

const TableSchema* find_table(const std::string& name,
                              const std::vector<TableSchema>& tables) {
  for (const TableSchema& table : tables) {
    if (same_name(table.table, name)) return &table;
  }
  return nullptr;
}

std::string comma_list(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) {
    list += (list.empty() ? "" : ", ") + name;
  }
  return list;
}

// A database in memory with all tables and views, but none of the rows. What
// cannot be had there is left out.
SQLite::Database trial_of(const std::vector<Object>& objects,
                          const std::vector<TableSchema>& new_tables) {
  SQLite::Database trial(":memory:",
                         SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  // Or an index of a column that is gone would be one of its name as a text.
  for (const int quirk : {SQLITE_DBCONFIG_DQS_DDL, SQLITE_DBCONFIG_DQS_DML}) {
    sqlite3_db_config(trial.getHandle(), quirk, 0, nullptr);
  }
  for (const Object& object : objects) {
    if (object.type != "table" && object.type != "view") continue;
    const TableSchema* const table = find_table(object.name, new_tables);
    (void)works(trial,
                table != nullptr ? create_table_sql(*table) : object.sql);
    if (object.type == "view") make_changeable(trial, object.name);
  }
  return trial;
}

// Compiles all that fires a trigger of the table or view, with the trigger's
// own statements.
bool changes_compile(SQLite::Database& trial, const std::string& table) {
  const std::string name = main_name(table);
  std::string values;
  try {
    SQLite::Statement columns(trial,
                              "SELECT name FROM pragma_table_xinfo(?1, 'main') "
                              "WHERE hidden = 0");
    columns.bind(1, table);
    while (columns.executeStep()) {
      const std::string quoted =
          quote_identifier(columns.getColumn(0).getString());
      values += (values.empty() ? "" : ", ") + quoted + " = " + quoted;
    }
  } catch (const SQLite::Exception&) {
    return false;  // a view that does not compile
  }
  return compiles(trial, "INSERT INTO " + name + " DEFAULT VALUES") &&
         compiles(trial, "UPDATE " + name + " SET " + values) &&
         compiles(trial, "DELETE FROM " + name);
}

// Whether SQLite takes it in the trial, where no other trigger is.
bool fits(SQLite::Database& trial, const Object& object) {
  if (object.type == "index") return works(trial, object.sql);
  if (object.type == "view") {
    return compiles(trial, "SELECT * FROM " + main_name(object.name));
  }
  if (!works(trial, object.sql)) return false;
  const bool fits = changes_compile(trial, object.table);
  trial.exec("DROP TRIGGER " + main_name(object.name));
  return fits;
}

void add_unfit(const Object& object, bool is_own, Dependents& dependents) {
  if (object.type == "view") {
    dependents.unfit_views.push_back(object.name);
    return;
  }
  dependents.unfit.push_back(object.type + ' ' +
                             quoted_for_message(object.name));
  if (object.type == "trigger" && !is_own) {
    dependents.unfit_triggers.push_back(object.name);
  }
}

// What goes by such a table does not fit either then.
void add_unfit_search(const std::vector<Object>& objects,
                      const std::vector<TableSchema>& new_tables,
                      SQLite::Database& before, SQLite::Database& after,
                      Dependents& dependents) {
  for (const auto& [type, name, table, sql] : objects) {
    if (type != "table") continue;
    const std::optional<std::string> content = content_of_search(sql);
    if (!content || find_table(*content, new_tables) == nullptr ||
        search_fits(after, name, sql, *content) ||
        !search_fits(before, name, sql, *content)) {
      continue;
    }
    dependents.unfit.push_back("full-text table " + quoted_for_message(name));
    dependents.unfit_search.push_back(name);
    after.exec("DROP TABLE " + main_name(name));
  }
}

}  // namespace

Dependents dependents_of(Connection& connection,
                         const std::vector<TableSchema>& new_tables) {
  return connection.translate([&] {
    const std::vector<Object> objects = objects_of(connection.database());
    SQLite::Database before = trial_of(objects, {});
    SQLite::Database after = trial_of(objects, new_tables);
    Dependents dependents;
    add_unfit_search(objects, new_tables, before, after, dependents);
    for (const Object& object : objects) {
      const bool is_own = find_table(object.table, new_tables) != nullptr;
      const bool is_index = object.type == "index";
      if (object.type == "table" || (is_index && !is_own)) continue;
      // An index is built anew, so it has to work whatever it did before.
      if (!fits(after, object) && (is_index || fits(before, object))) {
        add_unfit(object, is_own, dependents);
      } else if (is_own) {
        dependents.fit.push_back(object.sql);
      }
    }
    return dependents;
  });
}

void check_fit(const Connection& connection, const Dependents& dependents,
               const std::vector<TableSchema>& new_tables) {
  const std::vector<std::string>& views = dependents.unfit_views;
  const bool is_one = new_tables.size() == 1;
  const std::string tables =
      is_one ? "the new table " + quoted_for_message(new_tables.front().table)
             : std::string("the new tables");
  const std::string unfit_views = (views.size() == 1 ? "view " : "views ") +
                                  quoted_for_message(views) +
                                  " would not work with ";
  const std::string fate = views.size() == 1
                               ? "stays, and fails until it is made anew"
                               : "stay, and fail until they are made anew";
  std::string problem;
  if (dependents.unfit.empty()) {
    if (views.empty()) return;
    problem = unfit_views + tables + "; with --drop-unfit " +
              (views.size() == 1 ? "it " : "they ") + fate;
  } else {
    problem = tables + " cannot have " + comma_list(dependents.unfit) +
              (is_one ? " of the old one" : " of the old ones");
    if (views.empty()) {
      problem += "; --drop-unfit gives them up";
    } else {
      problem += ", and " + unfit_views + (is_one ? "it" : "them") +
                 "; --drop-unfit gives up all but the " +
                 (views.size() == 1 ? "view" : "views") + ", which " + fate;
    }
  }
  throw ImportError({connection.name()}, problem);
}

void warn_of_unfit(const Connection& connection, const Dependents& dependents) {
  if (!dependents.unfit.empty()) {
    spdlog::warn("{}: --drop-unfit gives up {}", connection.name(),
                 comma_list(dependents.unfit));
  }
  for (const std::string& view : dependents.unfit_views) {
    spdlog::warn(
        "{}: view {} does not work with the new table, and fails "
        "until it is made anew",
        connection.name(), quoted_for_message(view));
  }
}

void give_up_unfit(Connection& connection, const Dependents& dependents) {
  SQLite::Database& database = connection.database();
  for (const std::string& search : dependents.unfit_search) {
    database.exec("DROP TABLE " + main_name(search));
  }
  for (const std::string& trigger : dependents.unfit_triggers) {
    database.exec("DROP TRIGGER " + main_name(trigger));
  }
  warn_of_unfit(connection, dependents);
}

}  // namespace csvimport
