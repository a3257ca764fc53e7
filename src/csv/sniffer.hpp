#pragma once

// What a file's start tells about its dialect.

#include "csv/dialect.hpp"

#include <string_view>

namespace csvimport {

// The line end of a file that starts with `sample`: CR if there are CRs outside
// quotes and no LF, otherwise LF.
LineEnd sniff_line_end(std::string_view sample, const Dialect& dialect);

}  // namespace csvimport
