#pragma once

// How the records of a file end, guessed from its start.

#include "csv/dialect.hpp"

#include <string_view>

namespace csvimport {

// The line end of a file that starts with `sample`: CR if there are CRs outside
// quotes and no LF but as the last byte, otherwise LF. Those that are escaped
// do not count.
LineEnd sniff_line_end(std::string_view sample, const Dialect& dialect);

}  // namespace csvimport
