#include "foreign_keys/referring_rows.hpp"

#include "foreign_keys/row_identity.hpp"
#include "schema/names.hpp"
#include "schema/table_schema.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

namespace csvimport {
namespace {

// Those that the tables declare or are the parents of.
std::vector<Reference> references_of(SQLite::Database& database,
                                     const std::vector<std::string>& tables) {
  std::vector<Reference> references = all_references(database);
  std::erase_if(references, [&](const Reference& reference) {
    return !find_name(reference.child, tables) &&
           !find_name(reference.key.parent, tables);
  });
  return references;
}

// The rows that refer to nothing, each by what tells it from others and by the
// key that it has; how often that is so, where nothing tells it from others.
std::string broken_rows_sql(SQLite::Database& database,
                            const Reference& reference) {
  std::vector<std::string> values;
  for (const std::string& column : reference.key.columns) {
    values.push_back("c." + quote_identifier(column));
  }
  std::string record = row_identity_sql(database, reference.child, "c");
  for (const std::string& value : values) {
    record += " || quote(" + value + ") || ','";
  }
  return "SELECT " + record + " AS record, count(*) AS rows FROM " +
         main_name(reference.child) + " AS c WHERE " +
         refers_to_nothing_sql(reference.key, values) + " GROUP BY 1";
}

}  // namespace

ReferringRows::ReferringRows(SQLite::Database& database) : database_(database) {
  database_.exec(
      "CREATE TEMP TABLE csvimport_broken (child, number, record, rows, "
      "PRIMARY KEY (child, number, record)) WITHOUT ROWID");
}

ReferringRows::~ReferringRows() {
  (void)database_.tryExec("DROP TABLE temp.csvimport_broken");
}

void ReferringRows::watch(const std::vector<std::string>& tables) {
  note(references_of(database_, tables));
}

void ReferringRows::watch_all() { note(all_references(database_)); }

void ReferringRows::note(const std::vector<Reference>& references) {
  is_watching_ = true;
  for (const Reference& reference : references) {
    const auto& [child, key] = reference;
    if (watched_.contains({child, key.number})) continue;
    if (key.has_parent && !key.fits_parent) continue;
    SQLite::Statement note(
        database_, "INSERT INTO temp.csvimport_broken SELECT ?1, ?2, * FROM (" +
                       broken_rows_sql(database_, reference) + ")");
    note.bind(1, child);
    note.bind(2, key.number);
    had_broken_ |= note.exec() > 0;
    watched_.emplace(child, key.number);
  }
}

void ReferringRows::forget(const std::string& table) {
  SQLite::Statement forget(
      database_,
      "DELETE FROM temp.csvimport_broken WHERE child = ?1 COLLATE NOCASE");
  forget.bind(1, table);
  forget.exec();
}

std::optional<BrokenReference> ReferringRows::find_broken() {
  for (const Reference& reference : all_references(database_)) {
    const auto& [child, key] = reference;
    if (!watched_.contains({child, key.number})) continue;
    if (key.has_parent && !key.fits_parent) {
      return BrokenReference{child, key.parent, true};
    }
    if (has_more_broken(reference)) return BrokenReference{child, key.parent};
  }
  return std::nullopt;
}

bool ReferringRows::has_more_broken(const Reference& reference) {
  SQLite::Statement find(
      database_,
      "SELECT 1 FROM (" + broken_rows_sql(database_, reference) +
          ") AS now LEFT JOIN temp.csvimport_broken AS before ON before.child "
          "= ?1 AND before.number = ?2 AND before.record = now.record WHERE "
          "now.rows > ifnull(before.rows, 0)");
  find.bind(1, reference.child);
  find.bind(2, reference.key.number);
  return find.executeStep();
}

}  // namespace csvimport
