#pragma once

// What the user wants to become of a database and of tables that exist.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace csvimport {

// What to do with a table that is there already.
enum class IfExists : std::uint8_t {
  kAppend,    // add rows to it
  kReplace,   // put the new table in its place
  kTruncate,  // empty it first
  kFail,      // refuse the import
  kSkip,      // leave the table and the input alone
};

// What to do with a row whose key is in the table already.
enum class OnConflict : std::uint8_t {
  kAbort,    // it is a bad record
  kIgnore,   // keep the row that is there
  kReplace,  // the new row takes its place
  kUpdate,   // the new row's values go into the one that is there
};

// How the indexes of a table that is there get their entries.
enum class IndexFeed : std::uint8_t {
  kBySize,    // sorted, if there are enough rows for it to pay
  kSorted,    // in the order of their keys, where that can be
  kRowByRow,  // with each row
};

// An index that the user wants.
struct WantedIndex {
  std::vector<std::string> columns;
  bool is_unique = false;
};

struct LandingOptions {
  IfExists if_exists = IfExists::kAppend;
  OnConflict on_conflict = OnConflict::kAbort;
  std::vector<std::string> key;  // of --pk, the one that conflicts are about
  bool adds_columns = false;     // that the file has and the table lacks
  // Whether what a new table would not have of the old one is given up.
  bool drops_unfit = false;
  std::vector<WantedIndex> indexes;
  // The columns of a full-text index that each table gets; none: of none.
  std::vector<std::string> search_columns;
  bool analyze = false;
  // Files of SQL that run in the transaction, around all of that.
  std::optional<std::string> before;
  std::optional<std::string> after;
  bool wal = false;  // a new database is left in WAL mode
  IndexFeed index_feed = IndexFeed::kBySize;
  std::uint64_t timeout_ms = 30'000;  // to wait for another process
};

}  // namespace csvimport
