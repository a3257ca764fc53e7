#pragma once

// What a landing takes from rows of other tables, as rows that these refer to
// go.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace SQLite {
class Database;
}  // namespace SQLite

namespace csvimport {

// Counts what foreign keys reach that say ON DELETE CASCADE, SET NULL or SET
// DEFAULT, before and after. Costs next to nothing where there are none. One
// thread.
class ChildLosses {
 public:
  // Borrows the database.
  explicit ChildLosses(SQLite::Database& database) : database_(database) {}

  // Rows of these tables may be about to go. Of tables that are `emptied`
  // nothing is told.
  void watch(const std::vector<std::string>& parents,
             const std::vector<std::string>& emptied);

  // A sentence for each loss since, without a period. Of the tables that rows
  // came into meanwhile, `inserted` tells how many; what those have in the
  // columns of a key that was to be set is not told, and rows that made way for
  // others may be among those that are.
  [[nodiscard]] std::vector<std::string> sentences(
      const std::function<std::optional<std::uint64_t>(
          const std::string& table)>& inserted) const;

 private:
  struct Watched {
    std::string table;
    std::string columns;    // of the key, as messages show them; "": rows go
    std::string action;     // "CASCADE", say
    std::string condition;  // of the rows that can be lost, as SQL
    std::uint64_t rows = 0;
  };

  void watch(Watched watched);
  [[nodiscard]] std::uint64_t count(const Watched& watched) const;

  SQLite::Database& database_;
  std::vector<Watched> watched_;
};

}  // namespace csvimport
