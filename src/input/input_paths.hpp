#pragma once

// What the paths of inputs tell before any of them is opened.

#include <string>
#include <vector>

namespace csvimport {

// Throws SystemError unless there is something at `path`, an input, that may be
// read. Opens nothing.
void check_readable(const std::string& path);

// Whether all of the inputs are files, which can be opened once more.
bool can_read_again(const std::vector<std::string>& paths);

}  // namespace csvimport
