#pragma once

// The rows of all staged tables on their way into the target's, as one whole.

#include "foreign_keys/child_indexes.hpp"
#include "foreign_keys/referring_rows.hpp"
#include "landing/table_move.hpp"
#include "target/connection.hpp"
#include "target/table_task.hpp"

#include <cstddef>
#include <vector>

namespace csvimport {

// Whether nothing but the own keys of the rows of `task` can be open for it,
// and whether they are is plain from the staged ones. Its table is there, and
// so are those that it refers to.
bool opens_own_keys_only(Connection& connection, const TableTask& task);

// Moves the rows of one table after the other, in the transaction under way:
// those of tasks[order[0]] first. In another order than the tasks', all records
// are tried, so that the first one which is refused is known.
//
// Rows may refer to later ones, of their own table or another, so a foreign key
// that is open counts only when all are there. Then the records with open keys
// are excluded, all is undone, and all but those moves again; which may open
// the keys of records that refer to them, so that these are excluded too, and
// so on. Records are only ever added, so it ends, as a rule after one round,
// and after as many as the longest chain of records that refer to each other.
// One that was refused in a round for the key of a record that is excluded
// later may come in the next: an excluded record stays if at its place no key
// is open for it any more. Where a round has refused none, that cannot be, and
// those that are excluded are not tried.
//
// Who judges is settled before the first round. With `own_keys_only` of all,
// and none open before, SQLite is told not to enforce keys, and the staged rows
// are looked up: that costs a search of the parent for each, and none of the
// children. Each record counts by itself then, also if a later one updates or
// replaces what it brought. Else SQLite enforces keys, does what they say about
// rows that go, and tells whether any is open; where it may be wrong,
// `referring` watches.
//
// What became of the rows of each table; if is_given_up(), only those up to the
// first table with a refused record, or with the one that ends the import, are
// told of. Throws ImportError if keys are
// open that no record explains, else as move_table(). The indexes may be made,
// or dropped.
std::vector<MovedRows> move_in_rounds(Connection& connection,
                                      const std::vector<TableTask>& tasks,
                                      const std::vector<std::size_t>& order,
                                      bool own_keys_only,
                                      ReferringRows& referring,
                                      ChildIndexes& indexes);

// Whether the transaction has to be given up for a record that was refused.
bool is_given_up(const std::vector<TableTask>& tasks,
                 const std::vector<MovedRows>& moved);

}  // namespace csvimport
