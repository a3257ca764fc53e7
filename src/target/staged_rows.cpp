#include "target/staged_rows.hpp"

#include "schema/names.hpp"

namespace csvimport {

std::string staged_rowid(const TableTask& task) {
  return rowid_name(task.staged).value_or("rowid");
}

std::string staged_rows(const TableTask& task) {
  return "staging." + quote_identifier(task.staged.table) + " NOT INDEXED";
}

std::string last_staged_rowid_sql(const TableTask& task) {
  return "SELECT ifnull(max(" + staged_rowid(task) + "), 0) FROM " +
         staged_rows(task);
}

}  // namespace csvimport
