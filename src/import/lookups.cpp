#include "import/lookups.hpp"

#include "base/import_error.hpp"
#include "base/message_text.hpp"
#include "landing/lookup_table.hpp"
#include "schema/names.hpp"
#include "target/target_changed.hpp"

#include <algorithm>

namespace csvimport {

Lookups::Lookups(const ImportJob& job) {
  for (const auto& [column, conversion] : job.values.conversions) {
    const auto* const extraction = std::get_if<Extraction>(&conversion);
    if (extraction == nullptr) continue;
    const auto is_named = [&table = extraction->table](const Lookup& lookup) {
      return same_name(lookup.table, table);
    };
    auto lookup = std::find_if(lookups_.begin(), lookups_.end(), is_named);
    if (lookup == lookups_.end()) {
      lookups_.emplace_back().table = extraction->table;
      lookup = std::prev(lookups_.end());
    }
    lookup->columns.push_back(column);
  }
}

void Lookups::read(Connection& database) {
  for (Lookup& lookup : lookups_) {
    lookup.was_there = read_lookup(database, lookup.table, lookup.ids);
    lookup.last_id = lookup.ids.last_id();
  }
}

TextIds& Lookups::ids_of(const std::string& table) {
  return std::find_if(lookups_.begin(), lookups_.end(),
                      [&](const Lookup& lookup) {
                        return same_name(lookup.table, table);
                      })
      ->ids;
}

std::vector<std::int64_t> Lookups::last_ids() const {
  std::vector<std::int64_t> ids;
  for (const Lookup& lookup : lookups_) ids.push_back(lookup.ids.last_id());
  return ids;
}

void Lookups::forget_after(const std::vector<std::int64_t>& last_ids) {
  for (std::size_t i = 0; i < lookups_.size(); ++i) {
    lookups_[i].ids.forget_after(last_ids[i]);
  }
}

void Lookups::forget_new() {
  for (Lookup& lookup : lookups_) lookup.ids.forget_after(lookup.last_id);
}

bool Lookups::is_same(const Lookup& lookup, Connection& database) {
  return is_same_lookup(database, lookup.table, lookup.was_there, lookup.ids,
                        lookup.last_id);
}

void Lookups::check_are_unchanged(Connection& database) const {
  for (const Lookup& lookup : lookups_) {
    if (!is_same(lookup, database)) throw TargetChanged();
  }
}

void Lookups::check_are_unchanged_by(const std::string& file,
                                     Connection& database) const {
  for (const Lookup& lookup : lookups_) {
    if (is_same(lookup, database)) continue;
    throw ImportError({file},
                      "changes table " + quoted_for_message(lookup.table) +
                          ", whose ids --extract has given by then; run "
                          "it before the import: sqlite3 " +
                          database.name() + " < " + file);
  }
}

void Lookups::fill(Connection& database) const {
  for (const Lookup& lookup : lookups_) {
    fill_lookup(database, lookup.table, lookup.was_there, lookup.ids,
                lookup.last_id);
  }
}

void Lookups::remove_unused(Connection& database,
                            const std::vector<TableSchema>& tables) const {
  for (const Lookup& lookup : lookups_) {
    std::vector<ParentColumn> columns;
    for (const TableSchema& table : tables) {
      for (const std::string& name : lookup.columns) {
        if (!find_name(name, column_names_of(table))) continue;
        columns.push_back({table.table, name});
      }
    }
    csvimport::remove_unused(database, lookup.table, columns, lookup.ids,
                             lookup.last_id);
  }
}

}  // namespace csvimport
