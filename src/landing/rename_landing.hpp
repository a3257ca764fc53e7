#pragma once

// The landing where there is no database yet: the staging file becomes it.

#include "base/trace_file.hpp"
#include "load/staging_file.hpp"

#include <string>

namespace csvimport {

// Whether a new database can come to be at `target`; false if there is a file
// already. Throws TargetChanged if one appears meanwhile, ImportError if a
// journal that an older database of that name left is there, SystemError if its
// folder is missing or cannot be written, or what is there is no file.
bool is_new_database(const std::string& target);

// Throws SystemError, with a way out, unless a file beside `target` can get its
// name without replacing what has it: tries that with another name for
// `staging`.
void check_can_land(StagingFile& staging, const std::string& target);

// Gives the finished staging file the name `target`, without ever replacing
// what has that name: all at once, and with `sync` also across a power cut.
// Throws TargetChanged if something is there by now, SystemError, and
// Interrupted up to the moment when it gives the name. Tells `trace`, borrowed,
// if there is one.
void land_as_new_database(StagingFile& staging, const std::string& target,
                          bool sync, TraceFile* trace);

}  // namespace csvimport
