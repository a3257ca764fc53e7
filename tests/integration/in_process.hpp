#pragma once

// A run of the program in the test's own process. It costs a tenth of a new
// one, and a sanitizer sees it and the test as one.

#include "process.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace csvimport {

// Does in `folder` what csvimport would do with `arguments`, and fails the test
// if descriptors stay open. What belongs to a process stays the test's: stdin,
// signals, the memory that it took at most. Its files are not synced, as no
// test outlasts a power cut.
RunResult run_in_process(const std::filesystem::path& folder,
                         const std::vector<std::string>& arguments);

}  // namespace csvimport
