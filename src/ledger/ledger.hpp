#pragma once

// The table of a database that tells which files have been imported into it,
// csvimport_files: one row for each file and time. Of a file that is followed
// (--tail), each time that it gave records.

#include "ledger/ledger_table.hpp"
#include "target/connection.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace csvimport {

inline constexpr const char* kLedgerTable = "csvimport_files";

// A file that was imported into a table.
struct LedgerEntry {
  std::string name;        // its absolute path; "stdin" for standard input
  std::uint64_t size = 0;  // in bytes, as it lay there
  std::optional<std::string> modified;  // 2026-11-30T03:00:00.000Z; of no file
  // Of its content, as Content has it; of one that is followed what
  // Input::print() tells of `size` bytes, which have been read.
  std::string hash;
  std::string table;
  std::uint64_t rows = 0;  // its records, without those that are no rows
  std::uint64_t rejected = 0;
  std::string imported;      // when, like `modified`
  std::string version;       // of csvimport
  bool is_followed = false;  // it is one of the runs that it grew in
  std::int64_t id = 0;       // larger than those before it
};

// The ledger of one database, which it borrows. One thread. All throw
// SystemError, and ImportError where another table has the name.
class Ledger {
 public:
  explicit Ledger(Connection& connection);

  // All entries, those of later imports behind others; none where there is no
  // ledger.
  std::vector<LedgerEntry> entries();
  // Those of files that have come into `table`, in the same order.
  std::vector<LedgerEntry> entries_of(const std::string& table);
  // Makes the ledger, if there is none, and adds to it.
  void add(const LedgerEntry& entry);
  // Forgets what has come into the table, which is emptied or replaced, if
  // there is a ledger.
  void forget(const std::string& table) { table_.forget(table); }

 private:
  std::vector<LedgerEntry> select(const std::string& rest,
                                  const std::vector<std::string>& texts);

  Connection& connection_;
  LedgerTable table_;
};

}  // namespace csvimport
