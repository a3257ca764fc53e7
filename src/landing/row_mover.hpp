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
};

// Moves the rows of `task`'s staged table, which is attached as "staging",
// `staged_rows` of them, in the transaction under way. They go all at once
// where nothing can stand in their way, and else some thousand at a time; of
// those that the target does not take as they are, each record alone, so that
// those it refuses are known. Unless the task skips bad records, the first one
// refused ends it. Throws SystemError, Interrupted, and ImportError if the
// transaction is lost.
MovedRows move_rows(TargetDatabase& database, const TableTask& task,
                    std::uint64_t staged_rows);

}  // namespace csvimport
