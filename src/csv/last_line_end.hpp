#pragma once

// The end that the last line of an input is given where it has none.

#include "csv/record_rules.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace csvimport {

// The longest that missing_end() gives, in bytes.
inline constexpr std::size_t kLongestMissingEnd = 2;

// What ends the last record of `text`, the end of an input, which starts with a
// record: a line end, an escape, so that one which is the last byte becomes a
// literal one, and a line end, or nothing.
std::string missing_end(std::string_view text, const RecordRules& rules);

}  // namespace csvimport
