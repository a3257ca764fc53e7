#pragma once

// All rows of a staged table at once.

#include "landing/table_move.hpp"
#include "target/connection.hpp"
#include "target/table_task.hpp"

#include <optional>

namespace csvimport {

// Moves them by one statement, which copies records as they are where it can.
// Of rows with the same rowid in a table that is made, the first goes; without
// `goes_on`, such a table stays empty instead if nothing else could refuse a
// row. None, with nothing moved, if a row was refused for anything else, or if
// rowids that are to stay would change. As move_table() in all else, but
// foreign keys are not looked at.
std::optional<MovedRows> copy_table(Connection& connection,
                                    const TableTask& task, bool goes_on);

}  // namespace csvimport
