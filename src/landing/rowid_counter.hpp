#pragma once

// The rowids of a table that is there.

#include <cstdint>
#include <string>

namespace SQLite {
class Database;
}  // namespace SQLite

namespace csvimport {

// Goes on counting rowids where rows come past SQLite. Lets SQLite::Exception
// pass. One thread.
class RowidCounter {
 public:
  // `rowid` is what SQL calls it. Borrows all.
  RowidCounter(SQLite::Database& database, const std::string& table,
               const std::string& rowid)
      : database_(database), table_(table), rowid_(rowid) {}

  // The largest, 0 if there is no row.
  std::int64_t last();
  // Whether fewer than `rows` of them are left behind the largest.
  bool are_too_few_for(std::uint64_t rows);
  // The last one that AUTOINCREMENT has given, 0 if it has given none.
  std::int64_t last_counted();
  // Tells AUTOINCREMENT of rows that are there now, the greatest rowid of which
  // is given.
  void count(std::int64_t greatest);

 private:
  SQLite::Database& database_;
  const std::string& table_;
  const std::string& rowid_;
};

}  // namespace csvimport
