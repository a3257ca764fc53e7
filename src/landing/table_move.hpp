#pragma once

// The rows of a staged table on their way into the target's.

#include "landing/move_rules.hpp"
#include "landing/tree_writer.hpp"
#include "rejects/refused_records.hpp"
#include "target/connection.hpp"
#include "target/table_task.hpp"

#include <cstdint>
#include <functional>
#include <vector>

namespace csvimport {

// What became of the rows of a staged table: each was inserted, updated one
// that was there, was ignored, or is refused.
struct MovedRows {
  std::uint64_t inserted = 0;
  std::uint64_t updated = 0;
  std::uint64_t ignored = 0;
  RefusedRecords refused;
  std::vector<IndexTime> indexes;  // those written by themselves
};

// Records to be left out, as the rows are moved anew: their foreign keys were
// open in the end.
struct Excluded {
  const RefusedRecords& records;  // each with the refusal that it gets
  // Whether a key is open, now that this record alone has been moved. None was
  // before, as far as SQLite judges.
  std::function<bool(std::int64_t record)> opens_key;
  // It is known that a key of each would be open, and that the target would
  // refuse none for something else.
  bool stay_out = false;
};

// Moves the rows of `task`'s staged table, which is attached as "staging", in
// the transaction under way, whose foreign keys are deferred. They go all at
// once where nothing can stand in their way, and else some thousand at a time;
// of those that the target does not take as they are, each record alone, so
// that those it refuses are known. Each excluded record is moved alone in its
// place: it stays if no key is open for it, is ignored if it changes nothing,
// and else is undone and refused. The first record that is refused ends it,
// unless it `goes_on`; one that ends the import always does. Throws
// SystemError, Interrupted, and ImportError if the transaction is lost and no
// record is known to be why.
MovedRows move_table(Connection& connection, const TableTask& task,
                     const MoveRules& rules, const Excluded& excluded,
                     bool goes_on);

}  // namespace csvimport
