#include "target/table_trees.hpp"

#include "base/message_text.hpp"
#include "base/step_observer.hpp"
#include "schema/names.hpp"
#include "schema/table_schema.hpp"
#include "target/schema_queries.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <utility>

namespace csvimport {
namespace {

// SQLite takes expressions of a thousand terms, and a key has several of each
// column.
constexpr std::size_t kMaxKeyColumns = 200;

class TreesReader {
 public:
  TreesReader(SQLite::Database& database, const std::string& table)
      : database_(database), table_(table) {}

  TableTrees read() {
    trees_.obstacle = obstacle_of_table();
    if (trees_.obstacle.empty()) trees_.obstacle = read_columns();
    if (trees_.obstacle.empty()) trees_.obstacle = read_indexes();
    return std::move(trees_);
  }

 private:
  [[nodiscard]] bool finds(const std::string& sql) const {
    return finds_any(database_, sql, table_);
  }

  // Whether the declaration has the word, which may stand for something else
  // there; that costs nothing but time.
  [[nodiscard]] bool declares(const std::string& word) const {
    return finds(
        "SELECT 1 FROM main.sqlite_schema WHERE type = 'table' AND name = ?1 "
        "COLLATE NOCASE AND sql LIKE '%" +
        word + "%'");
  }

  std::string obstacle_of_table() {
    SQLite::Statement table(
        database_,
        "SELECT l.wr, l.strict, s.rootpage FROM pragma_table_list(?1) AS l, "
        "main.sqlite_schema AS s WHERE l.schema = 'main' AND s.type = 'table' "
        "AND s.name = ?1 COLLATE NOCASE");
    table.bind(1, table_);
    if (!table.executeStep()) return "it is not there";
    trees_.is_strict = table.getColumn(1).getInt() != 0;
    trees_.root = table.getColumn(2).getInt64();
    if (table.getColumn(0).getInt() != 0) return "it has no rowids";
    if (finds("SELECT 1 FROM main.sqlite_schema WHERE type = 'trigger' AND "
              "tbl_name = ?1 COLLATE NOCASE")) {
      return "it has triggers";
    }
    if (declares("CHECK")) return "it has a CHECK constraint";
    return "";
  }

  std::string read_columns() {
    SQLite::Statement columns(
        database_,
        "SELECT name, type, \"notnull\", dflt_value, pk, hidden FROM "
        "pragma_table_xinfo(?1, 'main')");
    columns.bind(1, table_);
    std::vector<std::string> names;
    std::vector<std::string> key;
    while (columns.executeStep()) {
      if (columns.getColumn(5).getInt() != 0) return "it has generated columns";
      TreeColumn& column = trees_.columns.emplace_back();
      column.name = columns.getColumn(0).getString();
      const std::string type = columns.getColumn(1).getString();
      column.type =
          trees_.is_strict ? type : std::string(name_of(affinity_of(type)));
      column.is_not_null = columns.getColumn(2).getInt() != 0;
      const SQLite::Column default_sql = columns.getColumn(3);
      if (!default_sql.isNull()) column.default_sql = default_sql.getString();
      if (columns.getColumn(4).getInt() > 0) key.push_back(column.name);
      names.push_back(column.name);
    }
    const bool has_key_index = finds(
        "SELECT 1 FROM pragma_index_list(?1, 'main') WHERE origin = 'pk'");
    if (key.size() == 1 && !has_key_index) trees_.rowid_column = key.front();
    trees_.counts_rowids = counts_rowids(database_, table_);
    const std::optional<std::string> rowid = rowid_name(names);
    if (trees_.rowid_column) {
      trees_.rowid = quote_identifier(*trees_.rowid_column);
    } else if (rowid) {
      trees_.rowid = *rowid;
    } else {
      return "its columns have all names of the rowid";
    }
    return "";
  }

  std::string read_indexes() {
    SQLite::Statement indexes(
        database_,
        "SELECT l.name, l.\"unique\", l.partial, s.rootpage FROM "
        "pragma_index_list(?1, 'main') AS l, main.sqlite_schema AS s WHERE "
        "s.type = 'index' AND s.name = l.name ORDER BY l.seq");
    indexes.bind(1, table_);
    while (indexes.executeStep()) {
      IndexTree& index = trees_.indexes.emplace_back();
      index.name = indexes.getColumn(0).getString();
      index.is_unique = indexes.getColumn(1).getInt() != 0;
      index.root = indexes.getColumn(3).getInt64();
      const std::string subject =
          "its index " + quoted_for_message(index.name) + " is ";
      if (indexes.getColumn(2).getInt() != 0) return subject + "partial";
      if (!read_key(index)) return subject + "over an expression";
      if (index.columns.size() > kMaxKeyColumns) return subject + "too wide";
    }
    return "";
  }

  // False if it is not of columns alone.
  bool read_key(IndexTree& index) {
    SQLite::Statement columns(
        database_,
        "SELECT name, coll, \"desc\" FROM pragma_index_xinfo(?1, 'main') WHERE "
        "key ORDER BY seqno");
    columns.bind(1, index.name);
    while (columns.executeStep()) {
      if (columns.getColumn(0).isNull()) return false;
      IndexColumn& column = index.columns.emplace_back();
      column.name = columns.getColumn(0).getString();
      column.affinity = facts_of(database_, table_, column.name).affinity;
      column.collation = columns.getColumn(1).getString();
      column.descends = columns.getColumn(2).getInt() != 0;
    }
    return true;
  }

  SQLite::Database& database_;
  const std::string& table_;
  TableTrees trees_;
};

}  // namespace

const IndexTree* TableTrees::unique_index_of(
    const std::vector<std::string>& names) const {
  const IndexTree* found = nullptr;
  for (const IndexTree& index : indexes) {
    const bool is_of_them =
        index.is_unique && index.columns.size() == names.size() &&
        std::all_of(index.columns.begin(), index.columns.end(),
                    [&](const IndexColumn& column) {
                      return find_name(column.name, names).has_value();
                    });
    if (!is_of_them) continue;
    if (found != nullptr) return nullptr;
    found = &index;
  }
  return found;
}

bool TableTrees::has_default(const std::string& column) const {
  return std::any_of(
      columns.begin(), columns.end(), [&](const TreeColumn& other) {
        return other.default_sql && same_name(other.name, column);
      });
}

std::string TableTrees::step_of(const IndexTree& index) const {
  const auto found = std::find_if(
      indexes.begin(), indexes.end(),
      [&](const IndexTree& other) { return other.root == index.root; });
  return index_step(index.name,
                    static_cast<std::size_t>(found - indexes.begin()) + 1,
                    indexes.size());
}

TableTrees trees_of(SQLite::Database& database, const std::string& table) {
  return TreesReader(database, table).read();
}

}  // namespace csvimport
