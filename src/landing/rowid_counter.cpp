#include "landing/rowid_counter.hpp"

#include "schema/table_schema.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

namespace csvimport {

std::int64_t RowidCounter::last() {
  return database_
      .execAndGet("SELECT ifnull(max(" + rowid_ + "), 0) FROM " +
                  main_name(table_) + " NOT INDEXED")
      .getInt64();
}

std::int64_t RowidCounter::last_counted() {
  SQLite::Statement last(database_,
                         "SELECT ifnull(max(seq), 0) FROM "
                         "main.sqlite_sequence WHERE name = ?1");
  last.bind(1, table_);
  (void)last.executeStep();
  return last.getColumn(0).getInt64();
}

void RowidCounter::count() {
  const std::int64_t last_rowid = last();
  if (last_rowid <= last_counted()) return;
  SQLite::Statement forget(database_,
                           "DELETE FROM main.sqlite_sequence WHERE name = ?1");
  forget.bind(1, table_);
  forget.exec();
  SQLite::Statement note(database_,
                         "INSERT INTO main.sqlite_sequence VALUES (?1, ?2)");
  note.bind(1, table_);
  note.bind(2, last_rowid);
  note.exec();
}

}  // namespace csvimport
