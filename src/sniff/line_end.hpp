#pragma once

// How the records of a file end, guessed from its start.

#include "csv/dialect.hpp"

#include <string_view>

namespace csvimport {

// The line end of a file that starts with `sample`, by what is outside quotes
// and not escaped: CR if there are CRs and no LF but as the last byte, CR CR LF
// if that stands at most LFs, and otherwise LF. Where no line ends, or only the
// last one, and so nothing tells LF from CR, it is `usual`.
LineEnd sniff_line_end(std::string_view sample, const Dialect& dialect,
                       LineEnd usual = LineEnd::kLf);

}  // namespace csvimport
