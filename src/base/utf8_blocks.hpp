#pragma once

// The check that a text is UTF-8, for long texts that are not ASCII.

#include <string_view>

namespace csvimport {

using Utf8Check = bool (*)(std::string_view text);

// What says of a text, whatever its length, whether it is valid UTF-8, by
// instructions for 16 bytes at a time; null if the processor does not have
// them.
Utf8Check utf8_check_by_blocks();

}  // namespace csvimport
