#pragma once

// Options as one writes them in a shell.

#include <string>
#include <string_view>

namespace csvimport {

// The word as a shell takes it for nothing but itself, whatever its bytes.
std::string shell_quoted(std::string_view word);

// The flag `name` with its value, ready to paste into a shell.
std::string flag(const char* name, std::string_view value);

}  // namespace csvimport
