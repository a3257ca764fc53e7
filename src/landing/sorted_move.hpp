#pragma once

// The rows of a staged table on their way past the indexes of the target's.

#include "landing/table_move.hpp"
#include "target/connection.hpp"
#include "target/table_task.hpp"

#include <optional>

namespace csvimport {

// A b-tree that is fed in random order costs a look at a random page for every
// row; in key order it costs next to nothing. So this writes the b-tree of the
// table alone, and that of each index by itself, each in the order of its keys
// and through an Imposter.
//
// A unique index refuses an entry that is there; then all is undone, the
// records that stand in each other's way, or in that of rows that are there,
// are found, and all but those that lose go anew.
//
// As move_table() in all else, but foreign keys are not looked at, here or by
// SQLite. None, with nothing moved, where something else stands in the way of a
// row, or where the table or its trees cannot be written so.
std::optional<MovedRows> move_sorted(Connection& connection,
                                     const TableTask& task);

}  // namespace csvimport
