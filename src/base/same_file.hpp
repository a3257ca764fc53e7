#pragma once

// Whether two paths lead to one file.

#include <string>

namespace csvimport {

// The whole path to where resolved_path() leads, without links and detours in
// its folders, as far as they are there: equal for paths that lead to the same
// place.
std::string place_of_path(const std::string& path);

// Also where the file has two names, and where there is none yet.
bool is_same_file(const std::string& left, const std::string& right);

}  // namespace csvimport
