#pragma once

// The table of a database that tells how far growing files have been read into
// it (--tail), csvimport_tails: one row for each file and table.

#include "input/file_identity.hpp"
#include "ledger/ledger_table.hpp"
#include "load/csv_options.hpp"
#include "target/connection.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace csvimport {

inline constexpr const char* kTailsTable = "csvimport_tails";

struct TailState {
  std::int64_t id = 0;  // in the table; 0 if it is not there yet
  std::string table;
  std::string name;       // its absolute path when it was read
  FileIdentity identity;  // which file it was
  Resumption resumption;
  // Of what was read, as Input::print() has it.
  std::string print;
  std::string read_at;  // when; 2026-11-30T03:00:00.000Z

  bool operator==(const TailState&) const = default;
};

// Borrows the connection. One thread. All throw SystemError, and ImportError
// where another table has the name.
class Tails {
 public:
  explicit Tails(Connection& connection);

  // All states, later ones of files of a name behind earlier ones; none where
  // there is no table. Throws ImportError for one that cannot be right.
  std::vector<TailState> all();
  // Puts it in place of the one that has its id, or adds it, which makes the
  // table.
  void put(const TailState& state);
  // Forgets what has come into `table`, if there are any.
  void forget(const std::string& table) { table_.forget(table); }

 private:
  Connection& connection_;
  LedgerTable table_;
};

}  // namespace csvimport
