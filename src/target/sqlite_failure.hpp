#pragma once

// What SQLite refuses, in the terms of the user.

#include <SQLiteCpp/Exception.h>

#include <cstdint>
#include <string>

namespace csvimport {

// Throws SystemError, with `name` for the database; ImportError where the
// tables there do not go together; Interrupted if a signal is why SQLite gave
// up. It waited so long for other processes.
[[noreturn]] void fail_with(const std::string& name,
                            const SQLite::Exception& error,
                            std::uint64_t timeout_ms);

}  // namespace csvimport
