#include "landing/rowid_counter.hpp"

#include "schema/table_schema.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <limits>

namespace csvimport {

std::int64_t RowidCounter::last() {
  return database_
      .execAndGet("SELECT ifnull(max(" + rowid_ + "), 0) FROM " +
                  main_name(table_) + " NOT INDEXED")
      .getInt64();
}

bool RowidCounter::are_too_few_for(std::uint64_t rows) {
  return last() > std::numeric_limits<std::int64_t>::max() -
                      static_cast<std::int64_t>(rows);
}

std::int64_t RowidCounter::last_counted() {
  SQLite::Statement last(database_,
                         "SELECT ifnull(max(seq), 0) FROM "
                         "main.sqlite_sequence WHERE name = ?1");
  last.bind(1, table_);
  (void)last.executeStep();
  return last.getColumn(0).getInt64();
}

void RowidCounter::count(std::int64_t greatest) {
  for (const char* const sql :
       {"UPDATE main.sqlite_sequence SET seq = max(seq, ?2) WHERE name = ?1",
        "INSERT INTO main.sqlite_sequence VALUES (?1, max(0, ?2))"}) {
    SQLite::Statement note(database_, sql);
    note.bind(1, table_);
    note.bind(2, greatest);
    if (note.exec() > 0) return;
  }
}

}  // namespace csvimport
