#pragma once

// Whether a column that makes a number of a text drops digits of it.

#include "schema/affinity.hpp"

#include <string>
#include <string_view>

namespace csvimport {

// Whether `stored`, a number, says all that `text` says, which SQLite made it
// of: the text has neither a leading plus nor leading zeros, and the number,
// written with as many significant digits, is that of the text. Blanks around
// it, zeros at the end and an exponent only dress a number.
bool keeps_digits(std::string_view text, const StoredValue& stored);

// The number as a message shows it.
std::string number_text(const StoredValue& stored);

}  // namespace csvimport
