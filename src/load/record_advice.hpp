#pragma once

// The way out of an error that the bytes of a bad record suggest.

#include "load/load_plan.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace csvimport {

// That the header seems to be behind so many lines, as messages say it.
std::string header_advice(std::uint64_t lines);

// What to add to the message on a record that has so many fields, which are not
// as many as it should. `record` is its text as it was split, with NULs for
// delimiters, or "" if that is not known. Gives "" if nothing is likely.
std::string width_advice(std::string_view record, std::size_t fields,
                         const LoadPlan& plan);

// The same for one with text behind the quote that closes `field`.
std::string quote_advice(std::string_view record, std::string_view field,
                         const LoadPlan& plan);

// The same for a text where numbers belong, which is read by the marks of SQL.
std::string marks_advice(std::string_view text);

}  // namespace csvimport
