#pragma once

// What is in a database's file behind its last page.

#include "target/connection.hpp"

namespace csvimport {

// Takes it away: what a run has left that was killed as it wrote pages there,
// and that is no part of the database. Waits for the write lock, but only if
// there is something. Leaves a database in WAL mode alone. Throws SystemError,
// Interrupted.
void cut_behind_end(Connection& connection);

}  // namespace csvimport
