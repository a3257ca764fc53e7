#pragma once

// The program, but for what is the process's: streams, signals, memory.

#include <functional>
#include <iosfwd>

namespace csvimport {

// Does what the arguments ask for; argv[0] is the program's name. What is asked
// for on stdout goes to `out`; messages go to spdlog's default logger, whose
// level this sets. Returns the exit status, and throws what ends the import.
// One call at a time.
int run_command_line(int argc, const char* const* argv, std::ostream& out);

// The exit status that `work` returns. What it throws becomes one message, and
// the status that goes with it.
int status_of(const std::function<int()>& work);

}  // namespace csvimport
