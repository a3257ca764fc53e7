#pragma once

// The rows of all staged tables on their way into the target's, as one whole.

#include "foreign_keys/referring_rows.hpp"
#include "landing/child_indexes.hpp"
#include "landing/row_mover.hpp"
#include "target/table_task.hpp"
#include "target/target_database.hpp"

#include <cstdint>
#include <vector>

namespace csvimport {

// Whether nothing but the own keys of the rows of `task` can be open for it,
// and whether they are is plain from the staged ones, unless one of these takes
// the place of another. Its table is there, and so are those that it refers to.
bool opens_own_keys_only(TargetDatabase& database, const TableTask& task);

// Moves the rows of one table after the other, in the transaction under way,
// until no foreign key is open that was not open before: records that refer to
// rows which are not there in the end are refused, and all are moved anew
// without them. If `own_keys_only` for all, SQLite is not asked as long as the
// rows alone tell. Where it is, and may be wrong, `referring` watches. What
// became of the rows of each table; if is_given_up(), only those up to the
// first table with a refused record are told of. Throws ImportError if keys are
// open that no record explains, else as move_rows(). The indexes may be made,
// or dropped.
std::vector<MovedRows> move_tables(TargetDatabase& database,
                                   const std::vector<StagedTable>& tables,
                                   bool own_keys_only, ReferringRows& referring,
                                   ChildIndexes& indexes);

// Whether the transaction has to be given up for a record that was refused.
bool is_given_up(const std::vector<StagedTable>& tables,
                 const std::vector<MovedRows>& moved);

}  // namespace csvimport
