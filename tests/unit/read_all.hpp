#pragma once

// All that a source gives.

#include <libfccp/csv.h>

#include <string>
#include <vector>

namespace csvimport {

// Reads `source` to its end, `at_a_time` bytes at most with every call.
inline std::string read_all(io::ByteSourceBase& source, int at_a_time = 4096) {
  std::string text;
  std::vector<char> buffer(static_cast<std::size_t>(at_a_time));
  while (const int count = source.read(buffer.data(), at_a_time)) {
    text.append(buffer.data(), static_cast<std::size_t>(count));
  }
  return text;
}

}  // namespace csvimport
