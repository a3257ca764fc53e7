#include "import/unchecked_rules.hpp"

#include "base/message_text.hpp"
#include "foreign_keys/foreign_keys.hpp"
#include "foreign_keys/reached_keys.hpp"
#include "import/column_selection.hpp"
#include "schema/names.hpp"
#include "target/catalog.hpp"
#include "target/schema_queries.hpp"
#include "target/unique_keys.hpp"

#include <algorithm>
#include <variant>

namespace csvimport {
namespace {

using NameList = std::vector<std::string>;

// Of a table that gets the rows.
void add_own(SQLite::Database& database, const TargetTable& table,
             NameList& rules) {
  const std::string& name = table.name;
  const bool has_not_null = std::any_of(
      table.columns.begin(), table.columns.end(),
      [](const TargetColumn& column) { return column.is_not_null; });
  if (!unique_keys_of(database, name).empty()) rules.emplace_back("keys");
  if (has_not_null) rules.emplace_back("NOT NULL");
  if (declares(database, name, "CHECK")) rules.emplace_back("CHECK");
  if (!foreign_keys_of(database, name).empty()) {
    rules.emplace_back("foreign keys");
  }
  if (table.has_triggers) rules.emplace_back("triggers");
}

// Of one that another takes the place of.
void add_kept(SQLite::Database& database, const std::string& table,
              NameList& rules) {
  const bool keeps_keys = finds_any(
      database,
      "SELECT 1 FROM pragma_index_list(?1, 'main') WHERE \"unique\" AND origin "
      "= 'c'",
      table);
  if (keeps_keys) rules.emplace_back("unique indexes");
}

// What may come to the rows that are there.
std::vector<RowsChange> changes_of(SQLite::Database& database,
                                   const LandingOptions& landing,
                                   const TableSchema& schema,
                                   const NameList& key) {
  std::vector<RowsChange> changes;
  if (landing.on_conflict == OnConflict::kReplace ||
      has_replacing_clauses(database, schema.table)) {
    changes.push_back({schema.table, {}});
  }
  if (landing.on_conflict != OnConflict::kUpdate) return changes;
  const NameList updated = names_not_in(key, column_names_of(schema));
  if (!updated.empty()) changes.push_back({schema.table, updated});
  return changes;
}

// The tables whose rows refer to some that may go or change, so that it matters
// to them.
NameList concerned_tables(SQLite::Database& database,
                          const LandingOptions& landing,
                          const TableSchema& schema, const NameList& key) {
  NameList children;
  const auto add = [&](const std::string& child) {
    if (!find_name(child, children)) children.push_back(child);
  };
  if (landing.if_exists != IfExists::kAppend) {
    for (const Reference& reference : references_to(database, schema.table)) {
      if (!same_name(reference.child, schema.table)) add(reference.child);
    }
  }
  if (landing.if_exists == IfExists::kReplace) return children;
  for (const RowsChange& change : changes_of(database, landing, schema, key)) {
    for (const ReachedKey& reached : reached_keys(database, change)) {
      add(reached.reference.child);
    }
  }
  return children;
}

// Of the tables that keep texts of columns, if they are there.
void add_lookups(const ImportJob& job, Connection& database,
                 const TableSchema& schema, NameList& rules) {
  NameList lookups;
  for (const auto& [column, conversion] : job.values.conversions) {
    const auto* const extraction = std::get_if<Extraction>(&conversion);
    if (extraction == nullptr || !find_name(column, column_names_of(schema)) ||
        find_name(extraction->table, lookups)) {
      continue;
    }
    lookups.push_back(extraction->table);
    const auto lookup = find_table(database, extraction->table);
    if (!lookup) continue;
    const std::string of = " of " + quoted_for_message(lookup->name);
    if (declares(database.database(), lookup->name, "CHECK")) {
      rules.push_back("CHECK" + of);
    }
    if (lookup->has_triggers) rules.push_back("triggers" + of);
  }
}

}  // namespace

std::vector<std::string> unchecked_rules(
    const ImportJob& job, Connection& database,
    const std::optional<TargetTable>& there, const TableSchema& schema,
    const std::vector<std::string>& key) {
  return database.translate([&] {
    SQLite::Database& handle = database.database();
    NameList rules;
    if (there) {
      job.landing.if_exists == IfExists::kReplace
          ? add_kept(handle, there->name, rules)
          : add_own(handle, *there, rules);
      const NameList children =
          concerned_tables(handle, job.landing, schema, key);
      if (!children.empty()) {
        rules.push_back("rows that refer to it, of " +
                        quoted_for_message(children));
      }
    }
    add_lookups(job, database, schema, rules);
    return rules;
  });
}

}  // namespace csvimport
