#pragma once

// Tar archives, which tell no more of themselves than their first header does.

#include <optional>
#include <string>
#include <string_view>

namespace csvimport {

// If a tar archive starts with `start`, the path of its first file; "" where
// that does not show.
std::optional<std::string> first_file_of_tar(std::string_view start);

}  // namespace csvimport
