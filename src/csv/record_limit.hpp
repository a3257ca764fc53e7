#pragma once

// What is said of a record beyond the limit on its size.

#include "base/input_error.hpp"
#include "csv/dialect.hpp"

#include <cstddef>
#include <string_view>

namespace csvimport {

// Throws ImportError for the record that starts at `start` with `text`, of
// which more than `max_bytes` are there. Says so of the quote that is open at
// the limit, if there is one, in its line: it is the likely cause.
[[noreturn]] void fail_too_long(const Location& start, std::string_view text,
                                const Dialect& dialect, std::size_t max_bytes);

}  // namespace csvimport
