#pragma once

// Staged records that stand in each other's way, or in that of rows that are
// there.

#include "rejects/refused_records.hpp"
#include "target/table_task.hpp"
#include "target/table_trees.hpp"
#include "target/unique_keys.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace SQLite {
class Database;
}  // namespace SQLite

namespace csvimport {

// Tells which records lose, as if each were inserted alone, in their order: one
// loses if any of its unique keys is in the target, or was brought by a record
// before it that did not lose. What it finds is kept in temporary tables. Lets
// SQLite::Exception pass. One at a time for a connection; one thread.
class RivalRecords {
 public:
  // Borrows all. The target's table is as it was, its indexes whole.
  RivalRecords(SQLite::Database& database, const TableTask& task,
               const TableTrees& trees);
  RivalRecords(const RivalRecords&) = delete;
  RivalRecords& operator=(const RivalRecords&) = delete;
  ~RivalRecords();

  // Finds the records that lose. Returns how many there are; none if a key is
  // not known from what is staged, or if SQLite refuses records for something
  // that it looks at before their keys. Once.
  std::optional<std::uint64_t> find_losers();

  // The table of those, as SQL: a column of rowids of staged rows.
  [[nodiscard]] std::string losers_table() const;
  // Those, each with what SQLite says of the first key that it lost by.
  RefusedRecords losers();

 private:
  // And the staged columns that bring it, as SQL.
  struct Key {
    UniqueKey unique;
    std::vector<std::string> staged;
  };

  bool has_other_refusals();
  bool read_keys();
  void find_rivals(std::size_t key);
  std::uint64_t judge();
  [[nodiscard]] Refusal refusal_by(const Key& key) const;

  SQLite::Database& database_;
  const TableTask& task_;
  const TableTrees& trees_;
  std::vector<Key> keys_;  // in the order that SQLite checks
};

}  // namespace csvimport
