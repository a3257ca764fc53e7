#include "import/wanted_parents.hpp"

#include "base/import_error.hpp"
#include "base/message_text.hpp"
#include "base/shell_flag.hpp"
#include "foreign_keys/foreign_keys.hpp"
#include "import/column_selection.hpp"
#include "landing/lookup_table.hpp"
#include "schema/named_value.hpp"
#include "schema/names.hpp"
#include "target/schema_queries.hpp"

#include <algorithm>

namespace csvimport {
namespace {

constexpr const char* kFlag = "--foreign-key";

bool refers_to(const TargetTable& table, const std::string& column,
               const ParentColumn& parent) {
  return std::any_of(table.references.begin(), table.references.end(),
                     [&](const auto& reference) {
                       return same_name(reference.first, column) &&
                              is_same_parent(reference.second, parent);
                     });
}

std::vector<std::string> names_in(const ImportedTable& table) {
  if (!table.existing) return column_names_of(table.schema);
  std::vector<std::string> names = table.existing->column_names();
  const std::vector<std::string>& generated = table.existing->generated;
  names.insert(names.end(), generated.begin(), generated.end());
  // Those that it gets.
  const std::vector<std::string> added =
      names_not_in(names, column_names_of(table.schema));
  names.insert(names.end(), added.begin(), added.end());
  return names;
}

const ImportedTable* find_parent(const std::vector<ImportedTable>& tables,
                                 const std::string& name) {
  for (const ImportedTable& table : tables) {
    if (same_name(table.schema.table, name)) return &table;
  }
  return nullptr;
}

// Whether the import makes the column a key of the table by itself.
bool is_made_key(const std::string& column, const TableSchema& schema,
                 const LandingOptions& landing) {
  const std::vector<std::string> key = {column};
  return same_names(schema.primary_key, key) ||
         std::any_of(landing.indexes.begin(), landing.indexes.end(),
                     [&](const WantedIndex& index) {
                       return index.is_unique && same_names(index.columns, key);
                     });
}

[[noreturn]] void fail_parent(const ParentColumn& parent,
                              const std::string& problem) {
  throw ImportError({kFlag}, "column " + quoted_for_message(parent.column) +
                                 " of table " +
                                 quoted_for_message(parent.table) + problem);
}

void check_parent(const ParentColumn& parent, const LandingOptions& landing,
                  const std::vector<ImportedTable>& tables,
                  SQLite::Database* database) {
  const ImportedTable* const imported = find_parent(tables, parent.table);
  const bool is_there =
      database != nullptr && is_table(*database, parent.table);
  if (imported == nullptr && !is_there) {
    throw ImportError({kFlag}, "there is no table " +
                                   quoted_for_message(parent.table) +
                                   ", neither in the database nor imported");
  }
  const std::vector<std::string> columns =
      imported != nullptr ? names_in(*imported)
                          : names_of_columns(*database, parent.table);
  if (!find_name(parent.column, columns)) {
    const std::string question = meant_names({parent.column}, columns);
    fail_parent(parent,
                " is not there" + (question.empty() ? "" : "; " + question));
  }
  const bool keeps_keys =
      is_there && (imported == nullptr || imported->existing);
  if (keeps_keys && is_parent_key(*database, parent)) return;
  if (imported == nullptr) {
    fail_parent(parent,
                " is neither its primary key nor unique, so nothing can refer "
                "to it");
  }
  if (is_made_key(parent.column, imported->schema, landing)) return;
  fail_parent(parent,
              " would be neither its primary key nor unique, so nothing could "
              "refer to it; --pk or --unique makes it so");
}

}  // namespace

bool is_same_parent(const ParentColumn& one, const ParentColumn& other) {
  return same_name(one.table, other.table) &&
         same_name(one.column, other.column);
}

std::string foreign_key_flag(const std::string& column,
                             const ParentColumn& parent) {
  return flag(kFlag,
              option_name(column) + '=' + parent.table + '.' + parent.column);
}

WantedParents parents_of_extracted(const ValueOptions& values) {
  WantedParents parents;
  for (const auto& [name, conversion] : values.conversions) {
    const auto* const extraction = std::get_if<Extraction>(&conversion);
    if (extraction == nullptr) continue;
    parents.emplace_back(name, ParentColumn{extraction->table, kLookupKey});
  }
  return parents;
}

void refer_to_parents(const WantedParents& wanted, TableSchema& schema) {
  for (const auto& [name, parent] : wanted) {
    const auto place = find_name(name, column_names_of(schema));
    if (!place) continue;
    Column& column = schema.columns[*place];
    if (column.existing || is_same_parent(parent, {schema.table, name}))
      continue;
    column.parent = parent;
  }
}

std::vector<std::string> idle_foreign_keys(const WantedParents& wanted,
                                           const TargetTable& existing) {
  std::vector<std::string> idle;
  for (const auto& [name, parent] : wanted) {
    if (!find_name(name, existing.column_names())) continue;
    if (is_same_parent(parent, {existing.name, name})) continue;
    if (!refers_to(existing, name, parent)) idle.push_back(name);
  }
  return idle;
}

void check_children(const std::string& flag, const WantedParents& wanted,
                    const std::vector<ImportedTable>& tables) {
  std::vector<std::string> known;
  for (const ImportedTable& table : tables) {
    const std::vector<std::string> names = column_names_of(table.schema);
    known.insert(known.end(), names.begin(), names.end());
  }
  std::vector<std::string> children;
  for (const auto& [name, parent] : wanted) children.push_back(name);
  const std::vector<std::string> unknown = names_not_in(known, children);
  if (unknown.empty()) return;
  const std::string question = meant_names(unknown, known);
  throw ImportError({flag}, "no table has a column " +
                                quoted_for_message(unknown) +
                                (question.empty() ? "" : "; " + question));
}

void check_parents(const WantedParents& wanted, const LandingOptions& landing,
                   const std::vector<ImportedTable>& tables,
                   Connection* database) {
  for (const auto& [name, parent] : wanted) {
    if (database == nullptr) {
      check_parent(parent, landing, tables, nullptr);
    } else {
      database->translate([&, &wanted_parent = parent] {
        check_parent(wanted_parent, landing, tables, &database->database());
      });
    }
  }
}

}  // namespace csvimport
