#pragma once

// The rows of all staged tables on their way into the target's, as one whole.

#include "landing/child_indexes.hpp"
#include "landing/row_mover.hpp"
#include "landing/table_task.hpp"
#include "landing/target_database.hpp"

#include <cstdint>
#include <vector>

namespace csvimport {

// Whether nothing but the own keys of the rows that `task` inserts can be open
// for it, and whether they are is plain from the rows. Its table is there, and
// so are those that it refers to.
bool only_inserts(TargetDatabase& database, const TableTask& task);

// Moves the rows of one table after the other, in the transaction under way,
// until no foreign key is open that was not open before: records that refer to
// rows which are not there in the end are refused, and all are moved anew
// without them. If `only_inserts` for all, keys are judged by the rows alone.
// What became of the rows of each table; if is_given_up(), only
// those up to the first table with a refused record are told of. Throws
// ImportError if keys are open that no record explains, else as move_rows().
// The indexes may be made, or dropped.
std::vector<MovedRows> move_tables(TargetDatabase& database,
                                   const std::vector<StagedTable>& tables,
                                   bool only_inserts, ChildIndexes& indexes);

// Whether the transaction has to be given up for a record that was refused.
bool is_given_up(const std::vector<StagedTable>& tables,
                 const std::vector<MovedRows>& moved);

}  // namespace csvimport
