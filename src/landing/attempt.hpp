#pragma once

// Rows that may have to be taken back.

#include "landing/savepoint.hpp"

#include <cstdint>

namespace csvimport {

struct RowCounts {
  std::uint64_t changes = 0;  // rows inserted or updated
  std::uint64_t updates = 0;  // of these, rows updated
};

// What is done to a database from its making on, with what is counted of it,
// until one of its ends is called. If neither is, as an exception passes, it is
// for the transaction to end it. Borrows all; throws SQLite::Exception.
class Attempt {
 public:
  Attempt(Savepoint& savepoint, RowCounts& counts)
      : savepoint_(savepoint), counts_(counts), before_(counts) {
    savepoint_.set();
  }

  void keep() { savepoint_.release(); }
  void undo() {
    savepoint_.roll_back();
    savepoint_.release();
    counts_ = before_;
  }

 private:
  Savepoint& savepoint_;
  RowCounts& counts_;
  RowCounts before_;
};

}  // namespace csvimport
