#pragma once

// Files as the real compressors write them.

#include "temp_folder.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>

namespace csvimport {

// What `command`, of a shell in a folder with a file a.csv of this content,
// writes to its stdout.
inline std::string output_of(const std::string& command,
                             std::string_view content) {
  const TempFolder folder;
  const std::string input = folder.write("a.csv", content);
  const std::string output = folder.path("output");
  const std::string line =
      "cd '" + folder.path(".") + "' && { " + command + "; } >output";
  if (std::system(line.c_str()) != 0) {  // NOLINT(cert-env33-c)
    throw std::runtime_error("failed: " + command);
  }
  std::ifstream file(output, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace csvimport
