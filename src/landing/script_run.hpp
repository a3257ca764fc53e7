#pragma once

// The SQL of the user, run in the transaction of an import.

#include "landing/sql_script.hpp"
#include "target/connection.hpp"

namespace csvimport {

// Runs one statement of a script to its end, in the transaction under way; rows
// that it returns are ignored. Throws ImportError, with its line, for what
// SQLite refuses, SystemError, Interrupted.
void run_statement(Connection& connection, const std::string& file,
                   const ScriptStatement& statement);

// Throws ImportError if foreign keys are open that rows of the transaction have
// opened, by SQLite's count, and that the end of the script should have closed.
void check_closes_keys(Connection& connection, const SqlScript& script);

// Runs the whole script in a transaction of its own, with foreign keys
// enforced. Throws like run_statement().
void run_alone(Connection& connection, const SqlScript& script);

}  // namespace csvimport
