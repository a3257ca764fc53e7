#include "export/table_text.hpp"

#include "foreign_keys/foreign_keys.hpp"
#include "schema/names.hpp"
#include "schema/table_schema.hpp"
#include "sql_text/update_clause.hpp"
#include "target/schema_queries.hpp"
#include "target/unique_keys.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <variant>

namespace csvimport {
namespace {

bool is_unique_index(std::string_view create) {
  return create.starts_with("CREATE UNIQUE ");
}

// Whether a table gets rows that may refer to some that come later.
bool refers_ahead(SQLite::Database& database,
                  const std::vector<TableText>& tables) {
  const std::vector<std::string> names = names_of(tables);
  for (std::size_t i = 0; i < tables.size(); ++i) {
    for (const ForeignKey& key : foreign_keys_of(database, names[i])) {
      const auto parent = find_name(key.parent, names);
      if (parent && *parent >= i) return true;
    }
  }
  return false;
}

bool have_references(SQLite::Database& database,
                     const std::vector<TableText>& tables) {
  return std::any_of(tables.begin(), tables.end(), [&](const TableText& table) {
    return !foreign_keys_of(database, table.name).empty();
  });
}

// Whether what makes rows unique has to be there before they come, as SQLite
// goes by it.
bool needs_keys_first(const ImportJob& job, SQLite::Database& database,
                      const std::vector<TableText>& tables) {
  return job.landing.on_conflict != OnConflict::kAbort ||
         have_references(database, tables);
}

// The columns that --on-conflict update goes by.
std::vector<std::string> key_of_conflicts(const LandingOptions& landing) {
  if (!landing.key.empty()) return landing.key;
  for (const WantedIndex& index : landing.indexes) {
    if (index.is_unique) return index.columns;
  }
  return {};
}

// One that is to be new where the text is loaded, with all its ids.
bool is_lookup_table(const ImportJob& job, const std::string& table) {
  return std::any_of(
      job.values.conversions.begin(), job.values.conversions.end(),
      [&](const auto& conversion) {
        const auto* extraction = std::get_if<Extraction>(&conversion.second);
        return extraction != nullptr && same_name(extraction->table, table);
      });
}

// Columns whose value must be whole when the row comes, as SQLite looks at it:
// those of keys, of the row's own and of others.
std::vector<std::string> key_columns(SQLite::Database& database,
                                     const std::string& table) {
  std::vector<std::string> columns;
  for (const UniqueKey& key : unique_keys_of(database, table)) {
    columns.insert(columns.end(), key.columns.begin(), key.columns.end());
  }
  for (const ForeignKey& key : foreign_keys_of(database, table)) {
    columns.insert(columns.end(), key.columns.begin(), key.columns.end());
  }
  return columns;
}

bool is_without_rowid(SQLite::Database& database, const std::string& table) {
  return finds_any(database,
                   "SELECT 1 FROM pragma_table_list WHERE schema = 'main' AND "
                   "name = ?1 COLLATE NOCASE AND wr",
                   table);
}

std::optional<LongRows> long_rows_of(const ImportJob& job,
                                     SQLite::Database& database,
                                     const TableText& table) {
  const std::optional<std::string> rowid = rowid_name(table.columns);
  // A row that is ignored, or updates another, is none that was inserted. And a
  // part of a text may not be what a table wants of the whole.
  if (!rowid || is_without_rowid(database, table.name) ||
      declares(database, table.name, "CHECK") ||
      derives_from_values(database, table.name) ||
      job.landing.on_conflict == OnConflict::kIgnore ||
      job.landing.on_conflict == OnConflict::kUpdate) {
    return std::nullopt;
  }
  LongRows rows;
  rows.table = quote_identifier(table.name);
  rows.row = "WHERE " + *rowid + " = last_insert_rowid()";
  const std::vector<std::string> keys = key_columns(database, table.name);
  for (const std::string& column : table.columns) {
    // A part that looks like a number would become one.
    const bool may_be_number =
        is_numeric(facts_of(database, table.name, column).affinity);
    rows.columns.push_back(may_be_number || find_name(column, keys)
                               ? ""
                               : quote_identifier(column));
  }
  return rows;
}

}  // namespace

SchemaStatements schema_statements(const ImportJob& job,
                                   SQLite::Database& database,
                                   const std::vector<TableText>& tables) {
  const IfExists if_exists = job.landing.if_exists;
  const bool may_exist =
      if_exists == IfExists::kAppend || if_exists == IfExists::kTruncate;
  const bool has_keys_first = needs_keys_first(job, database, tables);
  SchemaStatements statements;
  std::vector<std::string>& before = statements.before;
  if (refers_ahead(database, tables)) {
    before.emplace_back("PRAGMA defer_foreign_keys = ON");
  }
  if (if_exists == IfExists::kReplace) {
    for (auto table = tables.rbegin(); table != tables.rend(); ++table) {
      before.push_back("DROP TABLE IF EXISTS " + quote_identifier(table->name));
    }
  }
  for (const TableText& table : tables) {
    before.push_back(may_exist ? unless_exists(table.create) : table.create);
  }
  if (if_exists == IfExists::kTruncate) {
    for (auto table = tables.rbegin(); table != tables.rend(); ++table) {
      before.push_back("DELETE FROM " + quote_identifier(table->name));
    }
  }
  for (const TableText& table : tables) {
    for (const std::string& index : table.indexes) {
      const bool comes_first = has_keys_first && is_unique_index(index);
      (comes_first ? before : statements.after)
          .push_back(may_exist ? unless_exists(index) : index);
    }
    if (job.landing.analyze) {
      statements.after.push_back("ANALYZE " + quote_identifier(table.name));
    }
  }
  return statements;
}

RowStatements row_statements(const ImportJob& job, SQLite::Database& database,
                             const std::string& path, const TableText& table,
                             std::size_t max_bytes) {
  RowStatements rows;
  rows.selection.database = path;
  rows.selection.table = table.name;
  for (const std::string& column : table.columns) {
    rows.selection.values.push_back(quote_identifier(column));
  }
  const OnConflict on_conflict = is_lookup_table(job, table.name)
                                     ? OnConflict::kAbort
                                     : job.landing.on_conflict;
  rows.form.start =
      on_conflict == OnConflict::kReplace ? "INSERT OR REPLACE" : "INSERT";
  rows.form.start += " INTO " + quote_identifier(table.name) + '(' +
                     quoted_list(table.columns) + ") VALUES";
  if (on_conflict == OnConflict::kIgnore) {
    rows.form.end = " ON CONFLICT DO NOTHING";
  } else if (on_conflict == OnConflict::kUpdate) {
    rows.form.end = update_clause(table.columns, key_of_conflicts(job.landing));
  }
  rows.form.max_bytes = max_bytes;
  rows.form.long_rows = long_rows_of(job, database, table);
  return rows;
}

bool may_be_too_long(SQLite::Database& database, const TableText& table,
                     const InsertForm& form) {
  // More than any number takes, and than what is around a text.
  constexpr std::size_t kMostOfNumber = 192;
  std::string sizes;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (form.long_rows && !form.long_rows->columns[i].empty()) continue;
    const std::string name = quote_identifier(table.columns[i]);
    sizes += " + iif(typeof(" + name + ") IN ('text', 'blob'), 2 * " +
             "length(CAST(" + name + " AS BLOB)), 0)";
  }
  const std::size_t beside = form.start.size() + form.end.size() +
                             table.columns.size() * kMostOfNumber;
  if (beside > form.max_bytes) return true;
  if (sizes.empty()) return false;
  return database
             .execAndGet("SELECT EXISTS (SELECT 1 FROM " +
                         main_name(table.name) + " WHERE 0" + sizes + " > " +
                         std::to_string(form.max_bytes - beside) + ')')
             .getInt() != 0;
}

}  // namespace csvimport
