#include "import/target_checks.hpp"

#include "base/import_error.hpp"
#include "base/message_text.hpp"
#include "import/column_selection.hpp"
#include "schema/names.hpp"
#include "target/dependents.hpp"
#include "target/schema_queries.hpp"
#include "target/search_table.hpp"
#include "target/unique_keys.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace csvimport {
namespace {

// Rows of a table without any key meet no other, so that each would be in it
// once more than the user thinks.
void check_has_key(const ImportJob& job, const std::string& table,
                   const std::vector<UniqueKey>& keys) {
  const LandingOptions& landing = job.landing;
  if (landing.on_conflict == OnConflict::kAbort || !keys.empty()) return;
  for (const WantedIndex& index : landing.indexes) {
    if (index.is_unique) return;
  }
  throw ImportError(
      {job.target},
      "table " + quoted_for_message(table) + " has no key, so --on-conflict " +
          (landing.on_conflict == OnConflict::kIgnore ? "ignore" : "replace") +
          " has nothing to go by; --unique COL gives it one");
}

// A column without a type keeps what the file has as texts, and no text equals
// a number. The first row is enough to tell.
void warn_of_keys_of_numbers(const ImportJob& job, Connection& database,
                             const TargetTable& table,
                             const std::vector<std::string>& key) {
  for (const TargetColumn& column : table.columns) {
    if (column.affinity != Affinity::kBlob || !find_name(column.name, key)) {
      continue;
    }
    if (!starts_with_number(database, table, column.name)) continue;
    spdlog::warn(
        "{}: column {} of table {} has numbers but no type, so the file's "
        "values are texts there, and their rows meet none of those; declare "
        "it with a type, such as INTEGER",
        job.target, quoted_for_message(column.name),
        quoted_for_message(table.name));
  }
}

// The columns of the only --unique; empty if there is none, or several.
std::vector<std::string> only_unique(const LandingOptions& landing) {
  std::vector<std::string> columns;
  for (const WantedIndex& index : landing.indexes) {
    if (!index.is_unique) continue;
    if (!columns.empty()) return {};
    columns = index.columns;
  }
  return columns;
}

}  // namespace

bool becomes_unique(const LandingOptions& landing,
                    const std::vector<std::string>& key) {
  return std::any_of(landing.indexes.begin(), landing.indexes.end(),
                     [&](const WantedIndex& index) {
                       return index.is_unique && same_set(key, index.columns);
                     });
}

void warn_of_idle_wal(Connection& database) {
  const std::string mode = database.translate([&] {
    return database.database()
        .execAndGet("PRAGMA main.journal_mode")
        .getString();
  });
  if (mode == "wal") return;
  spdlog::warn(
      "{}: --wal has no effect, as the database exists; PRAGMA journal_mode = "
      "wal switches it",
      database.name());
}

void check_may_exist(const ImportJob& job, const TargetTable& table) {
  if (job.landing.if_exists != IfExists::kFail) return;
  throw ImportError({job.target},
                    "table " + quoted_for_message(table.name) +
                        " exists; --if-exists append, replace, truncate or "
                        "skip says what to do with it");
}

std::vector<std::string> conflict_key(
    const ImportJob& job, const TableInputs& inputs,
    const std::optional<TargetTable>& existing, const TableSchema& schema) {
  std::vector<std::string> key = job.landing.key;
  if (key.empty() && existing) key = existing->primary_key;
  if (job.landing.on_conflict != OnConflict::kUpdate) {
    if (!existing && key.empty()) check_has_key(job, inputs.name, {});
    return key;
  }
  if (key.empty()) key = only_unique(job.landing);
  if (key.empty()) {
    throw ImportError(
        {job.target},
        "table " + quoted_for_message(inputs.name) +
            " has no primary key, so --on-conflict update needs " +
            (existing ? "--pk with the columns of a UNIQUE "
                        "constraint, or --unique to make one"
                      : "--pk"));
  }
  const std::vector<std::string> names = column_names_of(schema);
  const std::vector<std::string> unknown = names_not_in(names, key);
  if (unknown.empty()) return key;
  fail_unknown_columns(inputs.paths.front(),
                       !job.landing.key.empty() ? "--pk"
                       : existing && !existing->primary_key.empty()
                           ? "the table's primary key"
                           : "--unique",
                       unknown, names, "file");
}

void check_new_columns(const ImportJob& job, Connection& database,
                       const TargetTable& table,
                       const std::vector<Column>& new_columns) {
  if (job.landing.if_exists == IfExists::kTruncate) return;
  for (const Column& column : new_columns) {
    const bool refers_by_default = column.parent && column.default_text;
    if (!column.not_null && !refers_by_default) continue;
    if (!has_rows(database, table)) return;
    const std::string name = quoted_for_message(column.name);
    const std::string rows =
        "the rows of table " + quoted_for_message(table.name) + " have ";
    throw ImportError(
        {job.target},
        column.not_null ? rows + "no value for the new column " + name +
                              ", so it cannot be --not-null"
                        : rows + "the --default of the new column " + name +
                              ", so SQLite does not let it be a --foreign-key");
  }
}

void check_takes_rows(const ImportJob& job, Connection& database,
                      const TargetTable& table, const TableSchema& schema,
                      const std::vector<std::string>& key) {
  std::vector<std::string> columns;
  for (const std::string& name : column_names_of(schema)) {
    if (find_name(name, table.column_names())) columns.push_back(name);
  }
  check_inserts(database, table, columns);
  if (job.landing.on_conflict == OnConflict::kAbort) return;
  if (job.landing.on_conflict == OnConflict::kUpdate ||
      !job.landing.key.empty()) {
    if (!becomes_unique(job.landing, key)) check_key(database, table, key);
    warn_of_keys_of_numbers(job, database, table, key);
    return;
  }
  database.translate([&] {
    check_has_key(job, table.name,
                  unique_keys_of(database.database(), table.name));
  });
  warn_of_keys_of_numbers(job, database, table, table.primary_key);
}

void check_search(const ImportJob& job, Connection* database,
                  const TableSchema& schema,
                  const std::optional<TargetTable>& existing) {
  const std::vector<std::string>& columns = job.landing.search_columns;
  if (columns.empty()) return;
  check_can_search(
      schema.table, columns, existing,
      existing ? existing->column_names() : column_names_of(schema));
  const std::string name = search_table_name(schema.table);
  for (const TableInputs& inputs : tables_of(job)) {
    if (!same_name(inputs.name, name)) continue;
    throw ImportError({"--fts"}, "makes a table " + quoted_for_message(name) +
                                     ", and another of that name is imported");
  }
  if (database != nullptr) check_search_table(*database, schema.table, columns);
}

void warn_of_search(const ImportJob& job, Connection* database,
                    const TableSchema& schema,
                    const std::optional<TargetTable>& existing) {
  if (job.landing.search_columns.empty()) return;
  const std::string name = search_table_name(schema.table);
  const bool is_there = database != nullptr && database->translate([&] {
    return is_name_taken(database->database(), name);
  });
  const bool has_key =
      existing ? std::any_of(existing->columns.begin(), existing->columns.end(),
                             [](const TargetColumn& column) {
                               return column.takes == TypeRule::kRowid;
                             })
               : rowid_column(schema).has_value();
  if (is_there || has_key) return;
  spdlog::warn(
      "table {} has no INTEGER primary key, so VACUUM may give its rows other "
      "rowids, which {} does not follow; --pk prevents that",
      quoted_for_message(schema.table), quoted_for_message(name));
}

void check_dependents(const ImportJob& job, Connection& database,
                      const std::vector<TableSchema>& new_tables) {
  if (new_tables.empty() || job.landing.drops_unfit) return;
  check_fit(database, dependents_of(database, new_tables), new_tables);
}

}  // namespace csvimport
