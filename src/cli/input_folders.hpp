#pragma once

// Folders among the inputs.

#include <string>
#include <vector>

namespace csvimport {

// The inputs with each folder among them replaced by the files of CSV that are
// right in it, by their names (schema/names: has_csv_ending), sorted; hidden
// files are none. Throws ImportError for a folder that has none, and
// SystemError for one that cannot be read.
std::vector<std::string> with_files_of_folders(
    const std::vector<std::string>& inputs);

}  // namespace csvimport
