#pragma once

// What is wrong with the input, and where.

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace csvimport {

// A place in the input. Lines count from 1; 0 means the file as a whole.
struct Location {
  std::string file;
  std::uint64_t line = 0;
};

// Something the user can fix: what() is the whole message, place included. Ends
// the run with exit status 1.
class ImportError : public std::runtime_error {
 public:
  ImportError(const Location& where, std::string_view problem);
};

}  // namespace csvimport
