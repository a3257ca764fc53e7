#pragma once

// The line by which a file names its delimiter.

#include <optional>
#include <string>
#include <string_view>

namespace csvimport {

// What the first line of `sample` names, as Excel writes and reads it: `sep=;`,
// also in quotes. None if it is another line.
std::optional<std::string> named_delimiter(std::string_view sample);

}  // namespace csvimport
