#pragma once

// Rows of other tables that refer to tables which are replaced.

#include "landing/target_database.hpp"

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace csvimport {

// Sees to it that they refer to rows of the new tables as they did to those of
// the old ones; what referred to nothing before may go on to do so. For a
// connection that does not enforce foreign keys meanwhile. One thread; throws
// SQLite::Exception.
class ReferringRows {
 public:
  // Borrows the database. The tables are still the old ones.
  ReferringRows(TargetDatabase& database, std::vector<std::string> tables);

  // Throws ImportError if rows refer to nothing now, or a table to one that has
  // not the key for that.
  void check();

 private:
  // A table that refers, and the one that it refers to.
  using Pair = std::pair<std::string, std::string>;

  std::set<Pair> find_pairs();
  void note(const Pair& pair);
  void check(const Pair& pair);

  TargetDatabase& database_;
  const std::vector<std::string> tables_;
  std::set<Pair> unfit_;  // the parent had not the key before either
};

}  // namespace csvimport
