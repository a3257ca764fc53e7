#pragma once

#include "input/content_hash.hpp"

#include <string>

namespace csvimport {

// Reads the file at `path` for what it holds. Throws what open_input() and
// decoded() throw, and Interrupted.
Content read_content(const std::string& path);

}  // namespace csvimport
