#pragma once

// What people wrote, as messages show it.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace csvimport {

// `text` as a message shows it: in quotes, cut to a readable length, control
// bytes and bytes that are not ASCII or UTF-8 as \xNN, invisible characters,
// and joiners of letters at either end, as \u00A0.
std::string quoted_for_message(std::string_view text);

// The texts as messages show them, with commas between.
std::string quoted_for_message(const std::vector<std::string>& texts);

// All of `text`, written like that, so that it is one line and steers no
// terminal.
std::string on_one_line(std::string_view text);

// "1 field", "3 fields"
std::string counted(std::uint64_t count, std::string_view noun);

}  // namespace csvimport
