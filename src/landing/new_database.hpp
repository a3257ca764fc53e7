#pragma once

// The landing where there is no database yet: the staging file becomes it.

#include "direct/staging_file.hpp"

#include <string>

namespace csvimport {

// Throws unless a new database can come to be at `target`: ImportError if
// something is there already, or a journal that an older database of that name
// left; SystemError if its folder is missing or cannot be written.
void check_target_is_new(const std::string& target);

// Gives the finished staging file the name `target`, without ever replacing
// what has that name: all at once, and with `sync` also across a power cut.
// Throws ImportError if something is there by now, SystemError, and Interrupted
// up to the moment when it gives the name.
void land_as_new_database(StagingFile& staging, const std::string& target,
                          bool sync);

}  // namespace csvimport
