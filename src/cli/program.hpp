#pragma once

// The program, but for what is the process's: streams, signals, memory.

#include <iosfwd>

namespace csvimport {

// Does what the arguments ask for; argv[0] is the program's name. What is asked
// for on stdout goes to `out`; messages go to spdlog's default logger, whose
// level this sets, what ends the import among them. Returns the exit status.
// One call at a time.
int run_program(int argc, const char* const* argv, std::ostream& out);

// Says in one message what the exception under way is about, and returns the
// exit status that goes with it. Only within a catch.
int report_failure();

}  // namespace csvimport
