#pragma once

// Rows that refer to others, before the import and after it.

#include "landing/target_database.hpp"

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace csvimport {

// Sees to it that rows of some tables, and those that refer to them, do so as
// they did before these were changed; what referred to nothing before may go on
// to do so. Where no foreign keys are enforced meanwhile; and where they are,
// as SQLite takes a key that refers to nothing for closed once another, older
// one is. One at a time for a connection; one thread; throws SQLite::Exception.
class ReferringRows {
 public:
  // Borrows the database. The tables are still as they were.
  ReferringRows(TargetDatabase& database, std::vector<std::string> tables);
  ReferringRows(const ReferringRows&) = delete;
  ReferringRows& operator=(const ReferringRows&) = delete;
  ~ReferringRows();

  // Whether any of the rows referred to nothing.
  [[nodiscard]] bool had_open_keys() const { return had_open_keys_; }

  // From here on it is about all tables, which are still as they were.
  void watch_all();

  // The rows of `table` are none of those that were there.
  void forget(const std::string& table);

  // Throws ImportError if more rows refer to nothing now, or a table to one
  // that has not the key for that.
  void check();

 private:
  // A table that refers, and the one that it refers to.
  using Pair = std::pair<std::string, std::string>;

  std::set<Pair> find_pairs();
  void note_all();
  void note(const Pair& pair);
  void check(const Pair& pair);

  TargetDatabase& database_;
  std::vector<std::string> tables_;
  bool watches_all_ = false;
  bool had_open_keys_ = false;
  std::set<Pair> unfit_;  // the parent had not the key before either
};

}  // namespace csvimport
