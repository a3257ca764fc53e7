#pragma once

// Why a value does not become one of its column's.

#include "schema/record_typer.hpp"
#include "schema/table_schema.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace csvimport {

// What is said behind `text`, which is none as REAL keeps them.
std::string_view no_number_reason(std::string_view text);

// What an error says behind `text`, a value that `typer` has judged unfit for
// its column, which is at `place`. `offers_marks` has it name the options by
// which the text would be a number, if there are any.
std::string unfit_reason(std::string_view text, std::size_t place,
                         const Column& column, const RecordTyper& typer,
                         bool offers_marks);

}  // namespace csvimport
