#pragma once

// The rows of a staged table on their way into the target's.

#include "landing/refused_records.hpp"
#include "landing/table_task.hpp"
#include "landing/target_database.hpp"

#include <cstdint>

namespace csvimport {

// What became of the staged rows: each was inserted, updated one that was
// there, was ignored, or is refused.
struct MovedRows {
  std::uint64_t inserted = 0;
  std::uint64_t updated = 0;
  std::uint64_t ignored = 0;
  RefusedRecords refused;
  // Suspects that did not get the refusal they were expected to get.
  std::uint64_t cleared = 0;
};

// Records of which others have shown that they refer to nothing, and what is
// known when they are moved once more.
struct Suspects {
  RefusedRecords records;  // each with the refusal that it gets
  // Whether one is cleared that opens no key, where none is open.
  bool may_be_cleared = true;
};

// Moves the rows of `task`'s staged table, which is attached as "staging",
// `staged_rows` of them, in the transaction under way, whose foreign keys are
// deferred. They go all at once where nothing can stand in their way, and else
// some thousand at a time; of those that the target does not take as they are,
// each record alone, so that those it refuses are known. Suspects are moved
// alone, and refused if that changes anything; none are given when the rows are
// first moved. Ends early as ends_with() says. Throws SystemError, Interrupted,
// and ImportError if the transaction is lost and no record is known to be why.
MovedRows move_rows(TargetDatabase& database, const TableTask& task,
                    std::uint64_t staged_rows, const Suspects* suspects);

// Whether the records that were refused so far end the moving: one that ends
// the import, or any where the task does not skip bad records. Then the first
// one in file order is to be known: so not before it is plain which records
// refer to nothing, and `suspects` has them, or no key is open.
bool ends_with(const RefusedRecords& refused, TargetDatabase& database,
               const TableTask& task, const Suspects* suspects);

}  // namespace csvimport
