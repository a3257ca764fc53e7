#include "foreign_keys/child_indexes.hpp"

#include "base/message_text.hpp"
#include "schema/affinity.hpp"
#include "schema/names.hpp"
#include "schema/table_schema.hpp"
#include "target/indexes.hpp"
#include "target/schema_queries.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <spdlog/spdlog.h>

#include <algorithm>

namespace csvimport {
namespace {

// An index takes as long as some six looks through its table (measured with 2 M
// rows); the rest by taste, as it leaves free pages in the file.
constexpr std::uint64_t kRowsWorthAnIndex = 100;

bool has_many_rows(SQLite::Database& database, const std::string& table) {
  const int limit = static_cast<int>(kRowsWorthAnIndex);
  return database
             .execAndGet("SELECT count(*) FROM (SELECT 1 FROM " +
                         main_name(table) + " LIMIT " + std::to_string(limit) +
                         ")")
             .getInt() == limit;
}

// A column by an index of which rows can be found, and how it compares.
struct IndexableColumn {
  std::string name;
  std::string collation;  // the parent's
};

// Those of the key's columns by which SQLite can look for a value of the
// parent's: numbers are not found in an index of texts.
std::vector<IndexableColumn> indexable_columns(SQLite::Database& database,
                                               const Reference& reference) {
  const auto& [child, key] = reference;
  std::vector<IndexableColumn> columns;
  if (!key.fits_parent) return columns;
  for (std::size_t i = 0; i < key.columns.size(); ++i) {
    const ColumnFacts parent =
        facts_of(database, key.parent, key.parent_columns[i]);
    const ColumnFacts own = facts_of(database, child, key.columns[i]);
    if (is_numeric(parent.affinity) && !is_numeric(own.affinity)) continue;
    columns.push_back({key.columns[i], parent.collation});
  }
  return columns;
}

// Whether SQLite finds rows of the table by one of the columns.
bool is_indexed(SQLite::Database& database, const std::string& table,
                const std::vector<IndexableColumn>& columns) {
  SQLite::Statement find(
      database,
      "SELECT 1 FROM pragma_index_list(?1, 'main') AS i, "
      "pragma_index_xinfo(i.name, 'main') AS x WHERE NOT i.partial AND x.seqno "
      "= 0 AND x.name = ?2 COLLATE NOCASE AND x.coll = ?3 COLLATE NOCASE "
      "UNION ALL SELECT 1 FROM pragma_table_info(?1, 'main') WHERE pk = 1 AND "
      "name = ?2 COLLATE NOCASE AND NOT EXISTS (SELECT 1 FROM "
      "pragma_index_list(?1, 'main') WHERE origin = 'pk')");
  find.bind(1, table);
  return std::any_of(columns.begin(), columns.end(),
                     [&](const IndexableColumn& column) {
                       find.bind(2, column.name);
                       find.bind(3, column.collation);
                       const bool is_found = find.executeStep();
                       find.reset();
                       return is_found;
                     });
}

}  // namespace

void ChildIndexes::make_for_removal(const std::string& parent) {
  const std::vector<Reference> references = references_to(database_, parent);
  if (references.empty() || !has_many_rows(database_, parent)) return;
  for (const Reference& reference : references) make(reference);
}

void ChildIndexes::make_for_rows(const std::string& parent, std::uint64_t rows,
                                 bool looks_for_children) {
  if (rows < kRowsWorthAnIndex) return;
  for (const Reference& reference : references_to(database_, parent)) {
    if (looks_for_children ||
        same_name(reference.child, reference.key.parent)) {
      make(reference);
    }
  }
}

void ChildIndexes::make(const Reference& reference) {
  const std::vector<IndexableColumn> columns =
      indexable_columns(database_, reference);
  if (columns.empty() || is_indexed(database_, reference.child, columns)) {
    return;
  }
  std::string list;
  std::string list_to_show;
  for (const auto& [column, collation] : columns) {
    const char* const comma = list.empty() ? "" : ", ";
    list += comma + quote_identifier(column) + " COLLATE " +
            quote_identifier(collation);
    list_to_show += comma + quoted_for_message(column) + ' ' + collation;
  }
  const std::string name = free_name(database_, "csvimport_child");
  spdlog::debug(
      "table {}: gets an index of {} for the time being, as rows of {} come or "
      "go",
      quoted_for_message(reference.child), list_to_show,
      quoted_for_message(reference.key.parent));
  database_.exec("CREATE INDEX " + main_name(name) + " ON " +
                 quote_identifier(reference.child) + " (" + list + ")");
  names_.push_back(name);
}

void ChildIndexes::drop() {
  for (const std::string& name : names_) {
    database_.exec("DROP INDEX IF EXISTS " + main_name(name));
  }
  names_.clear();
}

}  // namespace csvimport
