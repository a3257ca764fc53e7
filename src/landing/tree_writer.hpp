#pragma once

// Rows and entries on their way into single b-trees.

#include "base/step_observer.hpp"
#include "landing/entry_table.hpp"
#include "landing/sql_terms.hpp"
#include "sorting/entry_stream.hpp"
#include "sorting/index_time.hpp"
#include "target/table_trees.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace SQLite {
class Database;
}  // namespace SQLite

namespace csvimport {

// Writes a table's b-trees one by one, through imposters. What keeps SQLite
// from it, as it refuses a row or does not take the declaration, is not told:
// the caller undoes all and goes another way. Lets SQLite::Exception pass for
// whatever is not about a row. One thread.
class TreeWriter {
 public:
  // Borrows all; `trees` are those of the table.
  TreeWriter(SQLite::Database& database, const TableTrees& trees,
             const StepObserver& on_step)
      : database_(database), trees_(trees), on_step_(on_step) {}

  // Has "`insert` INTO table `rows`" done for the table's own b-tree, where
  // rows bring the columns `given`. How many rows that changed; none if it
  // failed.
  std::optional<std::uint64_t> write_rows(const TableTrees& trees,
                                          const Terms& given,
                                          const std::string& insert,
                                          const std::string& rows);

  // Where an index's entries come from, as SQL.
  struct Entries {
    Terms values;       // of the index's columns
    std::string rowid;  // and behind them
    std::string from;   // must not be read by the index
    Terms conditions;
    bool are_sorted = false;  // come in the order of their keys
    std::optional<std::uint64_t> count = std::nullopt;  // if it is known
  };
  // Those that were sorted, `count` of them.
  static Entries sorted_entries(const EntryTable& table, const IndexTree& index,
                                std::uint64_t count);
  // Adds the entries in the order of their keys. How many; none if it failed,
  // in a unique index also because a key is there. A key with a NULL in it is
  // like no other.
  std::optional<std::uint64_t> add(const IndexTree& index,
                                   const Entries& entries);
  // Takes out all that the stream gives; `on_entries` is called every now and
  // then with how many are out. None if one is not there.
  std::optional<std::uint64_t> remove(
      const IndexTree& index, EntryStream& entries,
      const std::function<void(std::uint64_t removed)>& on_entries);

  // In the order in which they were written first.
  [[nodiscard]] const std::vector<IndexTime>& times() const { return times_; }

 private:
  std::optional<std::uint64_t> run(std::int64_t root,
                                   const std::string& declaration,
                                   const std::string& insert,
                                   const std::string& rows);
  std::optional<std::uint64_t> add_sorted(const IndexTree& index,
                                          const Entries& entries,
                                          bool told_apart_by_key,
                                          const std::string& condition);
  void note_time(const IndexTree& index, double seconds);

  SQLite::Database& database_;
  const TableTrees& trees_;
  const StepObserver& on_step_;
  std::vector<IndexTime> times_;
};

}  // namespace csvimport
