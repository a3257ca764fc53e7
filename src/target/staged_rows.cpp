#include "target/staged_rows.hpp"

#include "schema/names.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

namespace csvimport {

std::string staged_rowid(const TableTask& task) {
  return rowid_name(task.staged).value_or("rowid");
}

std::string staged_rows(const TableTask& task) {
  return "staging." + quote_identifier(task.staged.table) + " NOT INDEXED";
}

std::optional<std::string> staged_rowid_column(const TableTask& task,
                                               const TableTrees& trees) {
  if (!trees.rowid_column) return std::nullopt;
  return staged_column(task.staged, task.schema, *trees.rowid_column);
}

std::optional<std::string> kept_rowid(const TableTask& task) {
  if (!task.makes_table() || rowid_column(task.schema)) return std::nullopt;
  return rowid_name(task.schema);
}

bool has_any(SQLite::Database& database, const TableTask& task,
             const std::string& condition) {
  return database
             .execAndGet("SELECT EXISTS (SELECT 1 FROM " + staged_rows(task) +
                         " WHERE " + condition + ")")
             .getInt() != 0;
}

std::string last_staged_rowid_sql(const TableTask& task) {
  return "SELECT ifnull(max(" + staged_rowid(task) + "), 0) FROM " +
         staged_rows(task);
}

bool has_staged_gaps(SQLite::Database& database, const TableTask& task) {
  return database.execAndGet(last_staged_rowid_sql(task)).getInt64() !=
         static_cast<std::int64_t>(task.rows);
}

std::vector<std::int64_t> staged_rowids(SQLite::Database& database,
                                        const TableTask& task,
                                        std::int64_t first, std::int64_t last) {
  const std::string rowid = staged_rowid(task);
  SQLite::Statement select(database, "SELECT " + rowid + " FROM " +
                                         staged_rows(task) + " WHERE " + rowid +
                                         " BETWEEN ?1 AND ?2 ORDER BY 1");
  select.bind(1, first);
  select.bind(2, last);
  std::vector<std::int64_t> rowids;
  while (select.executeStep()) {
    rowids.push_back(select.getColumn(0).getInt64());
  }
  return rowids;
}

}  // namespace csvimport
