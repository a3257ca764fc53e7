#pragma once

// What SQLite puts into a column of a table that exists where a row has nothing
// for it.

#include "schema/table_schema.hpp"

#include <optional>
#include <string>

namespace csvimport {

// The column's default, evaluated now, as the text that the column makes the
// same value of; none for NULL. Throws std::runtime_error, with a message that
// goes behind the default's own words, where it has no value, another one for
// each row, or one that no text becomes there. `column` exists.
std::optional<std::string> default_text_of(const Column& column);

}  // namespace csvimport
