#pragma once

// What --version prints.

#include <string>

namespace csvimport {

// What a report of a fault is to say: of csvimport, of the libraries whose
// version decides what it does, and of what it was built with.
std::string version_text();

}  // namespace csvimport
