#pragma once

// Which tables a database has.

#include <string>
#include <vector>

namespace csvimport {

// Those of the file at `path`, but for SQLite's own, by name. Changes nothing,
// and waits for nobody. Throws SQLite::Exception if it is no database, or none
// that can be read now.
std::vector<std::string> table_names(const std::string& path);

}  // namespace csvimport
