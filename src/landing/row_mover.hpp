#pragma once

// The rows of a staged table on their way into the target's.

#include "landing/moved_rows.hpp"
#include "rejects/refused_records.hpp"
#include "target/table_task.hpp"
#include "target/target_database.hpp"

namespace csvimport {

// Records that have shown to refer to nothing, when the rows are moved anew.
struct Suspects {
  RefusedRecords records;  // each with the refusal that it gets
  // Whether one is cleared that opens no key, where none is open.
  bool may_be_cleared = false;
};

// Moves the rows of `task`'s staged table, which is attached as "staging", in
// the transaction under way, whose foreign keys are deferred. They go all at
// once where nothing can stand in their way, and else some thousand at a time;
// of those that the target does not take as they are, each record alone, so
// that those it refuses are known. Suspects are moved alone, and refused if
// that changes anything. The first record that is refused ends it, unless it
// `goes_on`; one that ends the import always does. Throws SystemError,
// Interrupted, and ImportError if the transaction is lost and no record is
// known to be why.
MovedRows move_rows(TargetDatabase& database, const TableTask& task,
                    const Suspects& suspects, bool goes_on);

}  // namespace csvimport
