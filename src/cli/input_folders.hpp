#pragma once

// Folders among the inputs.

#include <string>
#include <vector>

namespace csvimport {

// The regular files of a folder that are not imported, with it or by name.
struct FolderRest {
  std::string folder;
  std::vector<std::string> names;  // in it, sorted; at least one
};

struct InputFiles {
  std::vector<std::string> paths;
  std::vector<FolderRest> left_aside;
};

// The inputs with each folder among them replaced by the files of CSV that are
// right in it, by their names (schema/names: has_csv_ending), sorted; hidden
// files are none, nor are links to others of them. Throws ImportError for a
// folder that has none, unless it `may_be_empty`, and SystemError for one that
// cannot be read.
InputFiles with_files_of_folders(const std::vector<std::string>& inputs,
                                 bool may_be_empty);

// What is left aside, and why, as one line.
std::string left_aside_line(const FolderRest& rest);

// Which of it may hold CSV nevertheless, by their names, and what to do about
// it; "" if none does.
std::string archives_line(const FolderRest& rest);

}  // namespace csvimport
