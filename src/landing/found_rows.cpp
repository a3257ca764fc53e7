#include "landing/found_rows.hpp"

#include "landing/entry_table.hpp"
#include "landing/move_statement.hpp"
#include "landing/sql_terms.hpp"
#include "schema/names.hpp"
#include "schema/table_schema.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

namespace csvimport {

FoundRows::~FoundRows() {
  (void)database_.tryExec(std::string("DROP TABLE IF EXISTS ") + kTable);
}

// The rows t and n have the same key, as the index compares them.
std::string FoundRows::is_same() const {
  Terms same;
  for (std::size_t i = 0; i < key_.columns.size(); ++i) {
    const IndexColumn& column = key_.columns[i];
    same.push_back("t." + quote_identifier(column.name) + " COLLATE " +
                   quote_identifier(column.collation) + " = n." +
                   EntryTable::column_name(i));
  }
  return joined(same, " AND ");
}

// The rows and the index come in the same order, so that each page of the index
// is read once. AUTOINCREMENT gives new rows their rowids.
bool FoundRows::find(const EntryTable& rows, std::size_t columns,
                     std::int64_t last_rowid) {
  Terms names;
  for (std::size_t i = 0; i < columns; ++i) {
    names.push_back(EntryTable::column_name(i));
  }
  database_.exec(std::string("CREATE TABLE ") + kTable + " (" + kRowid +
                 " INTEGER PRIMARY KEY AUTOINCREMENT, " + joined(names, ", ") +
                 ")");
  SQLite::Statement start(database_,
                          "INSERT INTO temp.sqlite_sequence VALUES "
                          "('csvimport_found', ?1)");
  start.bind(1, last_rowid);
  start.exec();
  const std::string rowid = "t." + trees_.rowid;
  SQLite::Statement insert(
      database_, std::string("INSERT INTO ") + kTable + " SELECT " + rowid +
                     ", n." + joined(names, ", n.") + " FROM " + rows.name() +
                     " AS n LEFT JOIN " + main_name(table_) +
                     " AS t INDEXED BY " + quote_identifier(key_.name) +
                     " ON " + is_same() + " ORDER BY " + rowid + " IS NULL, " +
                     rowid + ", n." + EntryTable::kRowidName);
  return !run_move(database_, insert);
}

}  // namespace csvimport
