#include "import/kept_ids.hpp"

#include "base/import_error.hpp"
#include "base/message_text.hpp"
#include "schema/names.hpp"
#include "target/schema_queries.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

namespace csvimport {
namespace {

// Where ids of a lookup table are to go.
struct IdColumn {
  const TargetTable& table;
  const Column& column;
  const ParentColumn& lookup;
};

[[noreturn]] void fail(const Connection& connection, const IdColumn& ids,
                       const std::string& problem) {
  throw ImportError({connection.name()},
                    "--extract: column " + quoted_for_message(ids.column.name) +
                        " of table " + quoted_for_message(ids.table.name) +
                        ' ' + problem);
}

// What the column refers to, if that is known.
const ParentColumn* parent_of(const IdColumn& ids) {
  for (const auto& [name, parent] : ids.table.references) {
    if (same_name(name, ids.column.name)) return &parent;
  }
  return nullptr;
}

bool has_other_values(SQLite::Database& database, const IdColumn& ids) {
  const std::string value = quote_identifier(ids.column.name);
  std::string sql = "SELECT 1 FROM " + main_name(ids.table.name) +
                    " AS t WHERE t." + value + " IS NOT NULL";
  if (is_table(database, ids.lookup.table)) {
    sql += " AND NOT EXISTS (SELECT 1 FROM " + main_name(ids.lookup.table) +
           " AS l WHERE l." + quote_identifier(ids.lookup.column) + " = t." +
           value + ')';
  }
  return SQLite::Statement(database, sql + " LIMIT 1").executeStep();
}

void check_keeps_ids(Connection& connection, const IdColumn& ids,
                     IfExists if_exists) {
  const ParentColumn* const parent = parent_of(ids);
  // Ids of another table would seem to be those of the one that it refers to.
  if (parent != nullptr && !is_same_parent(*parent, ids.lookup)) {
    fail(connection, ids,
         "refers to column " + quoted_for_message(parent->column) +
             " of table " + quoted_for_message(parent->table) +
             ", and not to " + quoted_for_message(ids.lookup.table));
  }
  const Affinity affinity = ids.column.existing->affinity;
  if (affinity != Affinity::kInteger) {
    fail(connection, ids,
         "has " + std::string(name_of(affinity)) +
             " affinity, and ids need INTEGER");
  }
  if (parent != nullptr || if_exists == IfExists::kTruncate) return;
  if (connection.translate(
          [&] { return has_other_values(connection.database(), ids); })) {
    fail(connection, ids,
         "has values that are no ids of table " +
             quoted_for_message(ids.lookup.table));
  }
}

}  // namespace

void check_keep_ids(const WantedParents& extracted,
                    const std::vector<ImportedTable>& tables,
                    IfExists if_exists, Connection* connection) {
  for (const ImportedTable& table : tables) {
    for (const auto& [name, lookup] : extracted) {
      const auto place = find_name(name, column_names_of(table.schema));
      if (!place) continue;
      const Column& column = table.schema.columns[*place];
      if (!column.existing) continue;
      check_keeps_ids(*connection, {*table.existing, column, lookup},
                      if_exists);
    }
  }
}

}  // namespace csvimport
