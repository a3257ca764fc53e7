#include "landing/sorted_move.hpp"

#include "base/message_text.hpp"
#include "landing/imposter.hpp"
#include "landing/move_statement.hpp"
#include "landing/rival_records.hpp"
#include "landing/savepoint.hpp"
#include "schema/names.hpp"
#include "target/staged_rows.hpp"
#include "target/table_trees.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <vector>

namespace csvimport {
namespace {

// Terms of SQL.
using Terms = std::vector<std::string>;

std::string joined(const Terms& terms, const char* separator) {
  std::string sql;
  for (const std::string& term : terms) {
    if (!sql.empty()) sql += separator;
    sql += term;
  }
  return sql;
}

std::string where(const Terms& conditions) {
  return conditions.empty() ? "" : " WHERE " + joined(conditions, " AND ");
}

// The table over its own b-tree. Columns that rows bring need no default.
std::string declaration_of(const TableTrees& trees, const Terms& given) {
  Terms columns;
  for (const TreeColumn& column : trees.columns) {
    std::string& sql = columns.emplace_back(quote_identifier(column.name));
    sql += ' ' + column.type;
    if (column.name == trees.rowid_column) sql += " PRIMARY KEY";
    if (column.is_not_null) sql += " NOT NULL";
    if (column.default_sql && !find_name(column.name, given)) {
      sql += " DEFAULT (" + *column.default_sql + ')';
    }
  }
  return '(' + joined(columns, ", ") + ')' + (trees.is_strict ? "STRICT" : "");
}

// The table over the b-tree of an index: its key is that of the index, so that
// entries with the same key are refused, if it is `told_apart_by_key`, and is
// all of an entry otherwise.
std::string declaration_of(const IndexTree& index, bool told_apart_by_key) {
  Terms columns;
  Terms key;
  for (const IndexColumn& column : index.columns) {
    const std::string name = 'c' + std::to_string(columns.size());
    columns.push_back(name + ' ' + std::string(name_of(column.affinity)) +
                      " COLLATE " + quote_identifier(column.collation));
    key.push_back(name + (column.descends ? " DESC" : ""));
  }
  columns.emplace_back("r INTEGER");
  if (!told_apart_by_key) key.emplace_back("r");
  return '(' + joined(columns, ", ") + ", PRIMARY KEY (" + joined(key, ", ") +
         ")) WITHOUT ROWID";
}

// Where the entries of the rows that were moved come from.
struct EntrySource {
  std::string table;  // as SQL, to be read past its indexes
  std::string rowid;
  Terms conditions;
};

class SortedMove {
 public:
  SortedMove(SQLite::Database& database, const TableTask& task,
             const TableTrees& trees)
      : database_(database),
        task_(task),
        trees_(trees),
        given_(column_names_of(task.schema)),
        savepoints_(database_) {
    if (trees_.rowid_column && find_name(*trees_.rowid_column, given_)) {
      staged_key_ =
          staged_column(task_.staged, task_.schema, *trees_.rowid_column);
    }
  }

  // Why rowids cannot be given as SQLite would; "" if they can. Where they are
  // chosen, they go on from the largest; where they are given, SQLite chooses
  // those of rows without one. Comes first.
  std::string obstacle() {
    // AUTOINCREMENT counts rows that are ignored, too.
    if (trees_.counts_rowids && task_.on_conflict == OnConflict::kIgnore) {
      return "it has AUTOINCREMENT, and rows may be ignored";
    }
    if (staged_key_) {
      const bool lacks_rowids =
          database_
              .execAndGet("SELECT EXISTS (SELECT 1 FROM " + staged_rows(task_) +
                          " WHERE " + *staged_key_ + " IS NULL)")
              .getInt() != 0;
      return lacks_rowids ? "some have no key" : "";
    }
    last_rowid_ = last_rowid();
    if (last_rowid_ == std::numeric_limits<std::int64_t>::max()) {
      return "its last rowid is taken";
    }
    const bool skips_rowids =
        trees_.counts_rowids && last_counted() > last_rowid_;
    return skips_rowids ? "it had rows with greater keys" : "";
  }

  // How many rows it has moved, without the records in the table `left_out` if
  // there is one; none, with nothing moved, if anything stands in the way.
  std::optional<std::uint64_t> move(const std::string& left_out) {
    Savepoint savepoint(savepoints_);
    const std::optional<std::uint64_t> rows = move_all(left_out);
    rows ? savepoint.keep() : savepoint.undo();
    return rows;
  }

 private:
  std::int64_t last_rowid() {
    return database_
        .execAndGet("SELECT ifnull(max(" + trees_.rowid + "), 0) FROM " +
                    main_name(task_.schema.table) + " NOT INDEXED")
        .getInt64();
  }

  // The last rowid that AUTOINCREMENT has given.
  std::int64_t last_counted() {
    SQLite::Statement last(database_,
                           "SELECT ifnull(max(seq), 0) FROM "
                           "main.sqlite_sequence WHERE name = ?1");
    last.bind(1, task_.schema.table);
    (void)last.executeStep();
    return last.getColumn(0).getInt64();
  }

  void count_rowids() {
    const std::int64_t last = last_rowid();
    if (last <= last_counted()) return;
    for (const char* const sql :
         {"DELETE FROM main.sqlite_sequence WHERE name = ?1",
          "INSERT INTO main.sqlite_sequence VALUES (?1, ?2)"}) {
      SQLite::Statement set(database_, sql);
      set.bind(1, task_.schema.table);
      if (set.getBindParameterCount() > 1) set.bind(2, last);
      set.exec();
    }
  }

  std::optional<std::uint64_t> move_all(const std::string& left_out) {
    const std::optional<std::uint64_t> rows = fill_table(left_out);
    if (!rows) return std::nullopt;
    for (const IndexTree& index : trees_.indexes) {
      const std::optional<std::uint64_t> entries = fill_index(index, left_out);
      if (!entries) return std::nullopt;
      if (*entries != *rows) fail_count(index, *entries, *rows);
    }
    if (trees_.counts_rowids) count_rowids();
    return rows;
  }

  // It would go unseen until someone looks for a row.
  [[noreturn]] void fail_count(const IndexTree& index, std::uint64_t entries,
                               std::uint64_t rows) const {
    throw std::logic_error(std::to_string(rows) + " rows went into table " +
                           quoted_for_message(task_.schema.table) + ", and " +
                           std::to_string(entries) + " into its index " +
                           quoted_for_message(index.name) +
                           "; please report this");
  }

  Terms without(const std::string& left_out) const {
    if (left_out.empty()) return {};
    return {staged_rowid(task_) + " NOT IN " + left_out};
  }

  // Rows that bring their rowids come in that order.
  std::optional<std::uint64_t> fill_table(const std::string& left_out) {
    const bool is_whole = task_.has_whole_rows();
    const std::string columns =
        is_whole ? "" : " (" + quoted_list(given_) + ')';
    const std::string values =
        is_whole ? "*" : quoted_list(column_names_of(task_.staged));
    return fill(trees_.root, declaration_of(trees_, given_),
                columns + " SELECT " + values + " FROM " + staged_rows(task_) +
                    where(without(left_out)) +
                    (staged_key_ ? " ORDER BY " + *staged_key_ : ""));
  }

  // Entries with a NULL in their key are like no other.
  std::optional<std::uint64_t> fill_index(const IndexTree& index,
                                          const std::string& left_out) {
    const EntrySource source = source_of_entries(left_out);
    if (!index.is_unique) return fill_index(index, source, false, {});
    Terms not_null;
    for (const IndexColumn& column : index.columns) {
      not_null.push_back(value_of(column) + " IS NOT NULL");
    }
    const std::string has_whole_key = joined(not_null, " AND ");
    const auto entries = fill_index(index, source, true, has_whole_key);
    if (!entries) return std::nullopt;
    const auto others =
        fill_index(index, source, false, "NOT (" + has_whole_key + ')');
    if (!others) return std::nullopt;
    return *entries + *others;
  }

  std::optional<std::uint64_t> fill_index(const IndexTree& index,
                                          const EntrySource& source,
                                          bool told_apart_by_key,
                                          const std::string& condition) {
    Terms values;
    Terms order;
    for (const IndexColumn& column : index.columns) {
      values.push_back(value_of(column));
      order.push_back(values.back() + " COLLATE " +
                      quote_identifier(column.collation) +
                      (column.descends ? " DESC" : ""));
    }
    values.push_back(source.rowid);
    order.push_back(source.rowid);
    Terms conditions = source.conditions;
    if (!condition.empty()) conditions.push_back(condition);
    return fill(index.root, declaration_of(index, told_apart_by_key),
                " SELECT " + joined(values, ", ") + " FROM " + source.table +
                    where(conditions) + " ORDER BY " + joined(order, ", "));
  }

  // Rows with rowids of their own are known by what is staged, the others by
  // their place behind those that were there. The index itself must not be
  // read: it is being written.
  EntrySource source_of_entries(const std::string& left_out) const {
    if (staged_key_) {
      return {staged_rows(task_), *staged_key_, without(left_out)};
    }
    return {main_name(task_.schema.table) + " NOT INDEXED",
            trees_.rowid,
            {trees_.rowid + " > " + std::to_string(last_rowid_)}};
  }

  // What the source has for the column.
  std::string value_of(const IndexColumn& column) const {
    if (!staged_key_) return quote_identifier(column.name);
    return staged_column(task_.staged, task_.schema, column.name)
        .value_or("NULL");
  }

  // How many rows went into the b-tree at `root`; none if one was refused, or
  // if SQLite does not take the declaration.
  std::optional<std::uint64_t> fill(std::int64_t root,
                                    const std::string& declaration,
                                    const std::string& rows) {
    const std::optional<Imposter> imposter =
        Imposter::over(database_, root, declaration);
    if (!imposter) return std::nullopt;
    SQLite::Statement insert(database_,
                             "INSERT INTO " + imposter->name() + rows);
    if (run_move(database_, insert)) return std::nullopt;
    return last_changes(database_);
  }

  SQLite::Database& database_;
  const TableTask& task_;
  const TableTrees& trees_;
  const Terms given_;  // names of columns that rows bring
  SavepointStatements savepoints_;
  std::optional<std::string> staged_key_;  // the column with their rowids
  std::int64_t last_rowid_ = 0;            // before, if there is none
};

// What a column has in rows that do not bring it is NULL, unless it has a
// default.
bool has_default(const TableTrees& trees, const std::string& name) {
  return std::any_of(trees.columns.begin(), trees.columns.end(),
                     [&](const TreeColumn& column) {
                       return column.default_sql &&
                              same_name(column.name, name);
                     });
}

// Why entries cannot be told from what is staged; "" if they can.
std::string obstacle_of(const TableTask& task, const TableTrees& trees) {
  const Terms given = column_names_of(task.schema);
  for (const IndexTree& index : trees.indexes) {
    for (const IndexColumn& column : index.columns) {
      if (!find_name(column.name, given) && has_default(trees, column.name)) {
        return "its index " + quoted_for_message(index.name) +
               " is of a default";
      }
    }
  }
  return "";
}

}  // namespace

std::optional<MovedRows> move_sorted(Connection& connection,
                                     const TableTask& task) {
  SQLite::Database& database = connection.database();
  const TableTrees trees = trees_of(database, task.schema.table);
  if (trees.obstacle.empty() && trees.indexes.empty()) return std::nullopt;
  SortedMove move(database, task, trees);
  std::string obstacle = trees.obstacle;
  if (obstacle.empty()) obstacle = obstacle_of(task, trees);
  if (obstacle.empty()) obstacle = move.obstacle();
  if (!obstacle.empty()) {
    spdlog::debug("table {}: rows go through its indexes one by one, as {}",
                  quoted_for_message(task.schema.table), obstacle);
    return std::nullopt;
  }
  MovedRows moved;
  std::optional<std::uint64_t> rows = move.move("");
  if (!rows) {
    RivalRecords rivals(database, task, trees);
    const std::optional<std::uint64_t> losers = rivals.find_losers();
    if (!losers || *losers == 0) return std::nullopt;
    rows = move.move(rivals.losers_table());
    if (!rows) return std::nullopt;
    if (task.on_conflict == OnConflict::kIgnore) {
      moved.ignored = *losers;
    } else {
      moved.refused = rivals.losers();
    }
  }
  moved.inserted = *rows;
  spdlog::debug("table {}: its indexes were filled in the order of their keys",
                quoted_for_message(task.schema.table));
  return moved;
}

}  // namespace csvimport
