#pragma once

// What an import has in a cluster before it lands: tables of its own, whose
// names nobody else knows.

#include "cluster/mirror.hpp"
#include "target/landing_options.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace csvimport {

// How a table comes to be in the cluster.
enum class ClusterWay {
  kRename,  // its rows are in a table as it is to be, which gets its name
  kCopy,    // it is made, and its rows go into it
  kAppend,  // it is there, and its rows go into it
};

// A table on its way from a local database into a cluster.
struct SentTable {
  std::string name;
  std::vector<std::string> columns;  // that are sent, in order
  ClusterWay way = ClusterWay::kAppend;
  // What makes it, or with kRename the table that it is until it lands.
  std::string create_sql;
  bool replaces = false;  // another goes first
  bool empties = false;   // its rows go first
  // Whether rows bring the number that they are ordered by, or are their rowids
  // in the new table; else they have a key for that, or need none.
  bool has_numbers = false;
  // SQL for its columns and what belongs to it, in the cluster: before its rows
  // come, and behind them.
  std::vector<std::string> before;
  std::vector<std::string> after;
  OnConflict on_conflict = OnConflict::kAbort;
  std::vector<std::string> key;  // that conflicts are about
  // Columns that an update leaves as they are, but an inserted row cannot do
  // without.
  std::vector<std::string> kept;
  // Whether triggers may have rows ignored.
  bool has_triggers = false;
  // The column that is the rowid, and the largest one, as SQL, behind which
  // rows have been given theirs: it must still be that when they land.
  std::string id_column;
  std::optional<std::string> ids_behind;
  // The SQL of all that belongs to the table, in the order of types and names,
  // as it was when the import began; it must be the same when it lands.
  std::string schema_before;
  std::uint64_t rows = 0;  // that have been sent
};

// What became of a table's rows.
struct LandedTable {
  // So many had a key that the table had before, where they change it; else so
  // many were ignored, for their keys or by triggers.
  std::uint64_t known = 0;
};

// The tables of one import, for as long as it takes:
//   csvimport_staging_ID  which requests have been carried out: n is the number
//                         of one with rows, and -1, -2, ... that of a table
//                         that has landed, where rows is 1;
//   csvimport_rows_ID_N   the rows of its Nth table.
// A request writes its number and its rows in one transaction, so that one
// which is sent twice is refused the second time. Makes the SQL, and sends
// nothing.
class StagedImport {
 public:
  // With a random name. Other imports leave its tables alone as long as it goes
  // on and `patience_ms` longer.
  explicit StagedImport(std::uint64_t patience_ms);

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] std::string rows_table(std::size_t table) const;

  [[nodiscard]] std::vector<std::string> make(
      const std::vector<SentTable>& tables) const;
  // The start of the INSERT that brings rows of the table.
  [[nodiscard]] std::string insert_rows(const SentTable& table,
                                        std::size_t number) const;
  // Comes first in each request with rows, with a number from 1 on.
  [[nodiscard]] std::string note_request(std::int64_t number) const;
  // Whether `error` is what the cluster says of that the second time.
  [[nodiscard]] bool was_carried_out(const StatementRefused& error) const;

  // Puts all in its place, if it has come whole and the tables are those that
  // they were.
  [[nodiscard]] std::vector<std::string> land(
      const std::vector<SentTable>& tables) const;
  // What the second landing, or a failed one, is refused for.
  [[nodiscard]] bool lacks_rows(const StatementRefused& error) const;
  [[nodiscard]] bool has_other_schema(const StatementRefused& error) const;
  // Has a landing that comes later be refused.
  [[nodiscard]] std::string give_up() const;
  // Whether it has landed, and with which result for each table, in order: a
  // SELECT with a row for each.
  [[nodiscard]] std::string landed() const;

  // Takes all of it away.
  [[nodiscard]] std::vector<std::string> remove(std::size_t tables) const;

 private:
  [[nodiscard]] std::string until() const;
  // Comes right behind the INSERT.
  [[nodiscard]] std::string note_ignored(const SentTable& table,
                                         std::size_t number) const;
  // Comes right before it.
  [[nodiscard]] std::string note_updated(const SentTable& table,
                                         std::size_t number) const;

  const std::uint64_t patience_ms_;
  const std::string id_;
  const std::string name_;
};

// Removes what imports have left in the cluster that ended long ago, however
// they ended. Throws as the client.
void remove_abandoned(RqliteClient& client);

}  // namespace csvimport
