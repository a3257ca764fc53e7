#pragma once

// Where files stand, and how new ones come to be.

#include <sys/types.h>

#include <string>

namespace csvimport {

// The folder that `path` names an entry of; "." for a bare name. As
// plain_path() has it.
std::string folder_of(const std::string& path);

// The same place as `path`, which is not "", by a name that SQLite does not
// take for a URI ("URI Filenames", section 3: one that starts with "file:").
std::string plain_path(const std::string& path);

// Where `path` leads, if it is a symbolic link, also to nowhere yet; else
// `path` itself.
std::string resolved_path(const std::string& path);

// The mode that a file made without further ado has. No other thread may be
// making files meanwhile.
mode_t new_file_mode();

}  // namespace csvimport
