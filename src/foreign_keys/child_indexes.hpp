#pragma once

// Indexes for the time of a landing, by which SQLite finds the rows that refer
// to others.

#include "foreign_keys/foreign_keys.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace csvimport {

// Where a foreign key has no index, SQLite looks through the whole table for
// each row of the parent that goes, and for each that comes while keys are open
// ("SQLite Foreign Key Support", section 3). These are made in the transaction
// under way, if they pay, and are gone before it ends. One thread.
class ChildIndexes {
 public:
  // Borrows the database.
  explicit ChildIndexes(SQLite::Database& database) : database_(database) {}

  // All rows of the table are about to go.
  void make_for_removal(const std::string& parent);
  // So many rows are about to come. SQLite looks for those that refer to them,
  // or to what they replace, if it `looks_for_children`; those of the table
  // itself may have it do so at any time.
  void make_for_rows(const std::string& parent, std::uint64_t rows,
                     bool looks_for_children);
  void drop();

 private:
  void make(const Reference& reference);

  SQLite::Database& database_;
  std::vector<std::string> names_;  // those that a savepoint undid, too
};

}  // namespace csvimport
