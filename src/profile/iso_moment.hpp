#pragma once

// Dates as SQLite writes them, on a line of numbers.

#include <optional>
#include <string>
#include <string_view>

namespace csvimport {

// Of 2025-12-31, with or without the time that may follow behind a blank or a
// T, the days since 1970-01-01, and their parts; none of any other text. What
// it says of a zone is passed over.
std::optional<double> iso_moment(std::string_view text);

// 2025-12-31 of days since 1970-01-01.
std::string iso_day(double days);

}  // namespace csvimport
