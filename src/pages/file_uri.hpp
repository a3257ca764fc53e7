#pragma once

// Names of files as SQLite's URIs have them.

#include <string>

namespace csvimport {

// The URI of the file at `path` ("Uniform Resource Identifiers", section 3),
// to which parameters may be added behind a "?".
std::string file_uri(const std::string& path);

}  // namespace csvimport
